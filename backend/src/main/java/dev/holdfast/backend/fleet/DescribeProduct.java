package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says anew what a product is. */
@ApplicationScoped
public class DescribeProduct {
    private static final String LOCK =
            "select 1 from product where catalog_id = $1 and lower(name) = lower($2) and not unassigned for no key update";
    private static final String SET =
            "update product set description = $3 where catalog_id = $1 and lower(name) = lower($2)";

    private final Transactions transactions;

    DescribeProduct(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a product; fails with {@code not-found}. */
    Uni<ProductView> read(CatalogId catalog, String product) {
        return transactions.inCatalog(catalog, tx -> ListProducts.product(tx, product));
    }

    /**
     * Returns the product as it is then; saying it again changes nothing.
     *
     * @param expected the condition of the change
     */
    Uni<ProductView> describe(
            Caller caller, CatalogId catalog, String product, ProductSettings wanted, IfMatch expected) {
        return Uni.createFrom()
                .item(() -> new Checks().lines("description", wanted.description(), 0, GroupSettings.MOST_DESCRIPTION))
                .invoke(Checks::done)
                .chain(() -> transactions.inCatalog(caller, catalog,
                        tx -> tx.find(LOCK, row -> true, catalog, product)
                                .chain(() -> ListProducts.product(tx, product))
                                .invoke(before -> expected.require(SettingsTag.of(before)))
                                .call(before -> before.description().equals(wanted.description())
                                        ? Uni.createFrom().voidItem()
                                        : write(tx, before, wanted.description()))
                                .chain(() -> ListProducts.product(tx, product))));
    }

    private Uni<Void> write(Tx tx, ProductView before, String description) {
        return tx.update(SET, tx.catalog(), before.name(), description)
                .chain(() -> tx.audit(tx.entry("DescribeProduct",
                                        before.name(),
                                        "Described the product " + before.name() + " anew.")
                                .changing("description", before.description(), description), Event.of("ProductDescribed", before.name(), Map.of())));
    }
}
