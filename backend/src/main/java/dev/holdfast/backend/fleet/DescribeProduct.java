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
                .chain(() -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> Products.lock(tx, product)
                                .call(found -> ListProducts.product(tx, product)
                                        .invoke(before -> expected.require(SettingsTag.of(before))))
                                .call(found -> found.description().equals(wanted.description())
                                        ? Uni.createFrom().voidItem()
                                        : write(tx, found, wanted.description()))
                                .chain(() -> ListProducts.product(tx, product))));
    }

    private static Uni<Void> write(Tx tx, Product product, String description) {
        String before = product.description();
        product.describe(description);
        return tx.session()
                .chain(session -> session.update(product))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "DescribeProduct",
                                        product.name(),
                                        "Described the product " + product.name() + " anew.")
                                .changing("description", before, description),
                        Event.of("ProductDescribed", product.name(), Map.of())));
    }
}
