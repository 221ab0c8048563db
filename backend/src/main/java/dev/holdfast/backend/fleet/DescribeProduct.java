package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Says anew what a product is. */
@ApplicationScoped
public class DescribeProduct {
    private static final String LOCK =
            "select 1 from product where catalog_id = $1 and lower(name) = lower($2) and not unassigned for no key update";
    private static final String SET =
            "update product set description = $3 where catalog_id = $1 and lower(name) = lower($2)";

    private final Transactions transactions;
    private final AuditLog audit;

    DescribeProduct(Transactions transactions, AuditLog audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Returns a product; fails with {@code not-found}. */
    Uni<ProductView> read(CatalogId catalog, String product) {
        return transactions.inCatalog(catalog, sql -> ListProducts.product(sql, catalog, product));
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
                        catalog,
                        sql -> sql.find(LOCK, row -> true, catalog, product)
                                .chain(() -> ListProducts.product(sql, catalog, product))
                                .invoke(before -> expected.require(SettingsTag.of(before)))
                                .call(before -> before.description().equals(wanted.description())
                                        ? Uni.createFrom().voidItem()
                                        : write(sql, caller, catalog, before, wanted.description()))
                                .chain(() -> ListProducts.product(sql, catalog, product))));
    }

    private Uni<Void> write(Sql sql, Caller caller, CatalogId catalog, ProductView before, String description) {
        return sql.update(SET, catalog, before.name(), description)
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        "DescribeProduct",
                                        before.name(),
                                        "Described the product " + before.name() + " anew.")
                                .changing("description", before.description(), description),
                        List.of(Event.of("ProductDescribed", before.name(), Map.of()))));
    }
}
