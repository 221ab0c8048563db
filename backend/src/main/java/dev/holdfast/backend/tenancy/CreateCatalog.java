package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.InTurn;
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

/** Creates a catalog with what each feature adds to it. */
@ApplicationScoped
public class CreateCatalog {
    private final CatalogDirectory directory;
    private final Transactions transactions;
    private final Instance<CatalogFounding> foundings;

    CreateCatalog(CatalogDirectory directory, Transactions transactions, @Any Instance<CatalogFounding> foundings) {
        this.directory = directory;
        this.transactions = transactions;
        this.foundings = foundings;
    }

    /** Returns the new catalog; fails with a conflict when the name is taken. */
    public Uni<CatalogView> create(Caller caller, NewCatalog wanted) {
        CatalogId id = new CatalogId(UUID.randomUUID());
        return requireFree(wanted.name())
                .chain(() -> prepare(id, wanted.name()))
                .chain(additions -> transactions.inCatalog(caller, id, tx -> write(tx, wanted, additions)));
    }

    private Uni<Void> requireFree(String name) {
        return directory
                .named(name)
                .invoke(found -> found.ifPresent(taken -> {
                    throw ProblemException.conflict("There is a catalog named " + taken.name() + " already.");
                }))
                .replaceWithVoid();
    }

    private Uni<List<Function<Tx, Uni<Void>>>> prepare(CatalogId id, String name) {
        return Multi.createFrom()
                .iterable(foundings)
                .onItem()
                .transformToUniAndConcatenate(founding -> founding.prepare(id, name))
                .collect()
                .asList();
    }

    private Uni<CatalogView> write(Tx tx, NewCatalog wanted, List<Function<Tx, Uni<Void>>> additions) {
        Catalog catalog = new Catalog(tx.catalog(), wanted.name(), wanted.displayName(), tx.now());
        return tx.session()
                .chain(session -> session.insert(catalog))
                .call(() -> InTurn.each(additions, addition -> addition.apply(tx)))
                .call(() -> tx.audit(
                        tx.entry("CreateCatalog", wanted.name(), "Created the catalog " + wanted.displayName() + "."),
                        List.of(Event.of("CatalogCreated", wanted.name(), Map.of()))))
                .replaceWith(catalog::view);
    }
}
