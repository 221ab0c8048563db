package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Deletes a device group that no device is in. */
@ApplicationScoped
public class DeleteDeviceGroup {
    private static final String DELETE = "select delete_device_group($1) as done";

    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    DeleteDeviceGroup(Transactions transactions, Outbox outbox, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what would go; fails with {@code not-found}. */
    Uni<DeletionImpact> preview(CatalogId catalog, String product, String group) {
        return transactions.inCatalog(
                catalog,
                sql -> DeviceGroups.find(sql, catalog, product, group)
                        .chain(found -> Deletions.ofGroup(sql, catalog, found.id(), clock.instant())));
    }

    /**
     * Deletes it; fails with {@code not-found}, or {@code conflict} when devices are in it.
     *
     * @param expected the condition of it
     */
    Uni<Void> delete(Caller caller, CatalogId catalog, String product, String group, IfMatch expected) {
        return transactions.inCatalog(
                catalog,
                sql -> DeviceGroups.lockAlone(sql, catalog, product, group)
                        .chain(() -> ListProducts.group(sql, catalog, product, group))
                        .invoke(found -> expected.require(SettingsTag.of(found)))
                        .chain(found -> DeletionAudit.ofGroup(sql, caller.name(), catalog, found.id(), clock.instant())
                                .call(() -> sql.one(DELETE, row -> row.getBoolean("done"), found.id())
                                        .invoke(done -> Deletions.requireEmpty(done, "the group")))
                                .chain(ended -> tell(sql, catalog, found, ended.acts(caller.name(), found)))));
    }

    private Uni<Void> tell(Sql sql, CatalogId catalog, DeviceGroupView group, List<AuditEntry> acts) {
        return outbox.append(sql, catalog, event(group)).chain(() -> audit.append(sql, catalog, acts));
    }

    /** That a group is gone: gateways forget what its devices are offered. */
    static Event event(DeviceGroupView group) {
        String id = group.id().toString();
        return Event.of("GroupDeleted", id, Map.of("group", group.product() + " / " + group.name()))
                .making(Change.Kind.GROUP_TARGET, id);
    }
}
