package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Creates a catalog and runs every {@link CatalogInitializer}. */
@ApplicationScoped
public class CreateCatalog {
    private final CatalogDirectory directory;
    private final Transactions transactions;
    private final Instance<CatalogInitializer> initializers;

    CreateCatalog(
            CatalogDirectory directory, Transactions transactions, @Any Instance<CatalogInitializer> initializers) {
        this.directory = directory;
        this.transactions = transactions;
        this.initializers = initializers;
    }

    /** Creates the catalog, without spaces around the display name; fails with a conflict when the name is taken. */
    public Uni<CatalogView> create(Caller caller, NewCatalog request) {
        CatalogId id = new CatalogId(UUID.randomUUID());
        return requireFree(request.name())
                .chain(() -> prepare(id, request.name()))
                .chain(additions -> transactions.inCatalog(caller, id, tx -> write(tx, request, additions)));
    }

    private Uni<Void> requireFree(String name) {
        return directory
                .named(name)
                .invoke(found -> found.ifPresent(taken -> {
                    throw ProblemException.conflict("Catalog " + taken.name() + " already exists.");
                }))
                .replaceWithVoid();
    }

    private Uni<List<Function<Tx, Uni<Void>>>> prepare(CatalogId id, String name) {
        return Multi.createFrom()
                .iterable(initializers)
                .onItem()
                .transformToUniAndConcatenate(initializer -> initializer.prepare(id, name))
                .collect()
                .asList();
    }

    private Uni<CatalogView> write(Tx tx, NewCatalog request, List<Function<Tx, Uni<Void>>> additions) {
        String displayName = request.displayName().strip();
        Catalog catalog = new Catalog(tx.catalog(), request.name(), displayName, tx.now());
        return tx.session()
                .chain(session -> session.insert(catalog))
                .call(() -> Sequential.each(additions, addition -> addition.apply(tx)))
                .call(() -> tx.audit(
                        tx.entry("CreateCatalog", request.name(), "Created the catalog " + displayName + "."),
                        List.of(Event.of("CatalogCreated", request.name(), Map.of()))))
                .replaceWith(catalog::view);
    }
}
