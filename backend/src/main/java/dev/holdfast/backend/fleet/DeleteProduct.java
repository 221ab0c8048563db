package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Deletes a product that no device is of, with its groups. */
@ApplicationScoped
public class DeleteProduct {
    private static final String FIND =
            "select product_id from product where catalog_id = $1 and lower(name) = lower($2) and not unassigned";
    private static final String LOCK = FIND + " for update";
    private static final String DELETE = "select delete_product($1) as done";

    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    DeleteProduct(Transactions transactions, Outbox outbox, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what would go; fails with {@code not-found}. */
    Uni<DeletionImpact> preview(CatalogId catalog, String product) {
        return transactions.inCatalog(
                catalog,
                sql -> id(sql, FIND, catalog, product)
                        .chain(id -> Deletions.ofProduct(sql, catalog, id, clock.instant())));
    }

    /**
     * Deletes it; fails with {@code not-found}, or {@code conflict} when devices are of it.
     *
     * @param expected the condition of it
     */
    Uni<Void> delete(Caller caller, CatalogId catalog, String product, IfMatch expected) {
        return transactions.inCatalog(
                catalog,
                sql -> id(sql, LOCK, catalog, product)
                        .chain(id -> ListProducts.product(sql, catalog, product)
                                .invoke(found -> expected.require(SettingsTag.of(found)))
                                .chain(found -> delete(sql, caller, catalog, found, id))));
    }

    private Uni<Void> delete(Sql sql, Caller caller, CatalogId catalog, ProductView product, UUID id) {
        return DeviceGroups.lockAlone(sql, catalog, id)
                .chain(() -> ListProducts.groups(sql, catalog, product.name()))
                .chain(groups -> DeletionAudit.ofProduct(sql, caller.name(), catalog, id, clock.instant())
                        .call(() -> sql.one(DELETE, row -> row.getBoolean("done"), id)
                                .invoke(done -> Deletions.requireEmpty(done, "the product")))
                        .chain(ended ->
                                tell(sql, catalog, product, groups, ended.acts(caller.name(), product, groups))));
    }

    private static Uni<UUID> id(Sql sql, String query, CatalogId catalog, String product) {
        return sql.find(query, row -> row.getUUID("product_id"), catalog, product)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Product " + product)));
    }

    private Uni<Void> tell(
            Sql sql, CatalogId catalog, ProductView product, List<DeviceGroupView> groups, List<AuditEntry> acts) {
        List<Event> events = Stream.concat(
                        groups.stream().map(DeleteDeviceGroup::event),
                        Stream.of(Event.of("ProductDeleted", product.name(), Map.of())))
                .toList();
        return outbox.append(sql, catalog, events).chain(() -> audit.append(sql, catalog, acts));
    }
}
