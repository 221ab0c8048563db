package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Creates a product with the five groups that every product starts with. */
@ApplicationScoped
public class CreateProduct {
    private static final Pattern NAME = Pattern.compile(NewProduct.NAME);
    private static final String TAKEN = "select name from product where catalog_id = $1 and lower(name) = lower($2)";

    private final Transactions transactions;
    private final Clock clock;

    CreateProduct(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the new product; fails with a conflict when the name is taken. */
    public Uni<ProductView> create(Caller caller, CatalogId catalog, NewProduct wanted) {
        return Uni.createFrom()
                .item(() -> check(catalog, wanted))
                .chain(product -> transactions.inCatalog(caller, catalog, tx -> write(tx, product)));
    }

    private Product check(CatalogId catalog, NewProduct wanted) {
        String description = wanted.description() == null ? "" : wanted.description();
        new Checks()
                .matches(
                        "name",
                        wanted.name(),
                        NAME,
                        "has 3 to 50 letters, digits, spaces or '_', and neither begins nor ends with a space")
                .lines("description", description, 0, GroupSettings.MOST_DESCRIPTION)
                .done();
        return new Product(catalog, wanted, clock.instant());
    }

    private Uni<ProductView> write(Tx tx, Product product) {
        return requireFree(tx, product)
                .chain(() -> tx.session().chain(session -> session.insert(product)))
                .chain(() -> tx.session().chain(session -> session.insertMultiple(groups(product))))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "CreateProduct",
                                        product.name(),
                                        "Created the product %s with its five default groups."
                                                .formatted(product.name()))
                                .changing("name", null, product.name())
                                .changing("description", null, product.description()),
                        List.of(Event.of("ProductCreated", product.name(), Map.of()))))
                .replaceWith(() -> new ProductView(product.name(), product.description(), 0, product.createdAt()));
    }

    private static Uni<Void> requireFree(Tx tx, Product product) {
        return tx.find(TAKEN, row -> row.getString("name"), tx.catalog(), product.name())
                .invoke(found -> found.ifPresent(name -> {
                    throw ProblemException.conflict("The catalog has a product named " + name + " already.");
                }))
                .replaceWithVoid();
    }

    private static List<DeviceGroup> groups(Product product) {
        List<DeviceGroup> groups = new ArrayList<>();
        for (DefaultGroup template : DefaultGroup.values()) {
            groups.add(new DeviceGroup(product, template.wanted(), groups.size()));
        }
        return groups;
    }
}
