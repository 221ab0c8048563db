package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

    DeleteProduct(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Tells what would go; fails with {@code not-found}. */
    Uni<DeletionImpact> preview(CatalogId catalog, String product) {
        return transactions.inCatalog(
                catalog, tx -> id(tx, FIND, product).chain(id -> Deletions.ofProduct(tx, id, tx.now())));
    }

    /**
     * Deletes it; fails with {@code not-found}, or {@code conflict} when devices are of it.
     *
     * @param expected the condition of it
     */
    Uni<Void> delete(Caller caller, CatalogId catalog, String product, IfMatch expected) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> id(tx, LOCK, product)
                        .chain(id -> ListProducts.product(tx, product)
                                .invoke(found -> expected.require(SettingsTag.of(found)))
                                .chain(found -> delete(tx, caller, found, id))));
    }

    private Uni<Void> delete(Tx tx, Caller caller, ProductView product, UUID id) {
        return DeviceGroups.lockAlone(tx, id)
                .chain(() -> ListProducts.groups(tx, product.name()))
                .chain(groups -> DeletionAudit.ofProduct(tx, caller.name(), id, tx.now())
                        .call(() -> tx.one(DELETE, row -> row.getBoolean("done"), id)
                                .invoke(done -> Deletions.requireEmpty(done, "the product")))
                        .chain(ended -> tell(tx, product, groups, ended.acts(caller.name(), product, groups))));
    }

    private static Uni<UUID> id(Tx tx, String query, String product) {
        return tx.find(query, row -> row.getUUID("product_id"), tx.catalog(), product)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Product " + product)));
    }

    private Uni<Void> tell(Tx tx, ProductView product, List<DeviceGroupView> groups, List<AuditEntry> acts) {
        List<Event> events = Stream.concat(
                        groups.stream().map(DeleteDeviceGroup::event),
                        Stream.of(Event.of("ProductDeleted", product.name(), Map.of())))
                .toList();
        return tx.emit(events).chain(() -> tx.audit(acts));
    }
}
