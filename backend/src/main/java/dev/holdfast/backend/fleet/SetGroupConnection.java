package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says what a device group demands of its devices' connections. Gateways are told and follow within moments. */
@ApplicationScoped
public class SetGroupConnection {
    private static final String SET =
            "update device_group set requires_post_quantum = $3 where catalog_id = $1 and group_id = $2";

    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;

    SetGroupConnection(Transactions transactions, Outbox outbox, AuditLog audit) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Returns the group as it is then; fails with {@code not-found}. Saying it again changes nothing. */
    public Uni<DeviceGroupView> set(
            Caller caller, CatalogId catalog, String product, String group, GroupConnection wanted) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> DeviceGroups.lock(sql, catalog, product, group)
                        .chain(found -> ListProducts.group(sql, catalog, product, group))
                        .call(before -> before.requiresPostQuantum() == wanted.requiresPostQuantum()
                                ? Uni.createFrom().voidItem()
                                : write(sql, caller, catalog, before, wanted))
                        .chain(before -> ListProducts.group(sql, catalog, product, group)));
    }

    private Uni<Void> write(Sql sql, Caller caller, CatalogId catalog, DeviceGroupView group, GroupConnection wanted) {
        return sql.update(SET, catalog, group.id(), wanted.requiresPostQuantum())
                .chain(() -> outbox.append(
                        sql,
                        catalog,
                        Event.of(
                                        "GroupConnectionSet",
                                        group.id().toString(),
                                        Map.of("requiresPostQuantum", wanted.requiresPostQuantum()))
                                .making(
                                        InternalApi.Change.Kind.GROUP_TARGET,
                                        group.id().toString())))
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditedAct.by(
                                        caller.name(),
                                        "SetGroupConnection",
                                        group.product() + " / " + group.name(),
                                        wanted.requiresPostQuantum()
                                                ? "Its devices may connect over a post-quantum key exchange only."
                                                : "Its devices may connect over any key exchange.")
                                .changing(
                                        "requiresPostQuantum",
                                        group.requiresPostQuantum(),
                                        wanted.requiresPostQuantum())));
    }
}
