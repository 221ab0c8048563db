package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Deletes a device group that no device is in. */
@ApplicationScoped
public class DeleteDeviceGroup {
    private static final String DELETE = "select delete_device_group($1) as done";

    private final Transactions transactions;

    DeleteDeviceGroup(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Tells what would go; fails with {@code not-found}. */
    Uni<DeletionImpact> preview(CatalogId catalog, String product, String group) {
        return transactions.inCatalog(
                catalog,
                tx -> DeviceGroups.find(tx, product, group)
                        .chain(found -> Deletions.ofGroup(tx, found.id(), tx.now())));
    }

    /**
     * Deletes it; fails with {@code not-found}, or {@code conflict} when devices are in it.
     *
     * @param expected the condition of it
     */
    Uni<Void> delete(Caller caller, CatalogId catalog, String product, String group, IfMatch expected) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> DeviceGroups.lockAlone(tx, product, group)
                        .chain(() -> ListProducts.group(tx, product, group))
                        .invoke(found -> expected.require(SettingsTag.of(found)))
                        .chain(found -> DeletionAudit.ofGroup(tx, caller.name(), found.id(), tx.now())
                                .call(() -> tx.one(DELETE, row -> row.getBoolean("done"), found.id())
                                        .invoke(done -> Deletions.requireEmpty(done, "the group")))
                                .chain(ended -> tell(tx, found, ended.acts(caller.name(), found)))));
    }

    private Uni<Void> tell(Tx tx, DeviceGroupView group, List<AuditEntry> acts) {
        return tx.emit(event(group)).chain(() -> tx.audit(acts));
    }

    /** That a group is gone: gateways forget what its devices are offered. */
    static Event event(DeviceGroupView group) {
        String id = group.id().toString();
        return Event.of("GroupDeleted", id, Map.of("group", group.product() + " / " + group.name()))
                .making(Change.Kind.GROUP_TARGET, id);
    }
}
