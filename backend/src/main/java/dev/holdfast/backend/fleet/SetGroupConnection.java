package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says what a device group demands of its devices' connections. Gateways are told and follow within moments. */
@ApplicationScoped
public class SetGroupConnection {
    private static final String IMPACT = """
            select count(*) as devices, count(*) filter (where key_exchange = 'X25519MLKEM768') as post_quantum,
                   count(*) filter (where key_exchange = 'UNKNOWN') as unknown
            from device where catalog_id = $1 and group_id = $2""";

    private final Transactions transactions;

    SetGroupConnection(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns how a group's devices connected last; fails with {@code not-found}. */
    public Uni<ConnectionImpact> preview(CatalogId catalog, String product, String group) {
        return transactions.inCatalog(
                catalog,
                tx -> ListProducts.group(tx, product, group)
                        .chain(found -> tx.one(IMPACT, SetGroupConnection::impact, catalog, found.id())));
    }

    private static ConnectionImpact impact(Row row) {
        long devices = row.getLong("devices");
        long postQuantum = row.getLong("post_quantum");
        long unknown = row.getLong("unknown");
        return new ConnectionImpact(devices, postQuantum, devices - postQuantum - unknown, unknown);
    }

    /**
     * Returns the group as it is then; fails with {@code not-found}. Saying it again changes nothing.
     *
     * @param expected the condition of the change
     */
    public Uni<DeviceGroupView> set(
            Caller caller, CatalogId catalog, String product, String group, GroupConnection wanted, IfMatch expected) {
        return Uni.createFrom()
                .item(() -> checked(wanted))
                .chain(required -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> DeviceGroups.lock(tx, product, group)
                                .chain(found -> ListProducts.group(tx, product, group))
                                .invoke(before -> expected.require(SettingsTag.of(before)))
                                .call(before -> before.requiresPostQuantum() == required
                                        ? Uni.createFrom().voidItem()
                                        : write(tx, before, required, wanted.reason()))
                                .chain(before -> ListProducts.group(tx, product, group))));
    }

    /** What is not said must not switch anything off. */
    private static boolean checked(GroupConnection wanted) {
        Boolean required = wanted.requiresPostQuantum();
        new Checks()
                .that(required != null, "requiresPostQuantum", "is true or false")
                .line("reason", wanted.reason(), 1, Reason.MAX_LENGTH)
                .done();
        return Boolean.TRUE.equals(required);
    }

    private Uni<Void> write(Tx tx, DeviceGroupView group, boolean required, String reason) {
        String title = group.product() + " / " + group.name();
        return DeviceGroups.change(tx, group.id(), found -> found.requirePostQuantum(required))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "SetGroupConnection",
                                        title,
                                        "Devices of " + title + " may connect over "
                                                + (required
                                                        ? "a post-quantum key exchange only: "
                                                        : "any key exchange: ")
                                                + reason)
                                .because(reason)
                                .changing("requiresPostQuantum", group.requiresPostQuantum(), required),
                        Event.of(
                                        "GroupConnectionSet",
                                        group.id().toString(),
                                        Map.of("requiresPostQuantum", required, "reason", reason))
                                .making(
                                        InternalApi.Change.Kind.GROUP_TARGET,
                                        group.id().toString())));
    }
}
