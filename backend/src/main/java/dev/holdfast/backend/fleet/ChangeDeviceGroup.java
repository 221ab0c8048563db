package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BiFunction;

/** Changes a group's settings, and whether its devices must connect with a post-quantum key exchange. Gateways apply a change within seconds. */
@ApplicationScoped
class ChangeDeviceGroup {
    /** Marks the manifest sets of a group with a deployment as due for renewal. {@code RenewManifests} signs new ones within seconds. */
    private static final String MARK_DUE = """
            update device_group set renewal_due = true
            where catalog_id = $1 and group_id = $2 and target_manifest > 0""";

    private static final String IMPACT = """
            select count(*) as devices, count(*) filter (where key_exchange = 'X25519MLKEM768') as post_quantum,
                   count(*) filter (where key_exchange = 'UNKNOWN') as unknown
            from device where catalog_id = $1 and group_id = $2""";

    private final Commands commands;

    ChangeDeviceGroup(Commands commands) {
        this.commands = commands;
    }

    /** Returns a group; fails with {@code not-found}. */
    Uni<DeviceGroupView> read(String product, String group) {
        return commands.run(tx -> ListProducts.group(tx, product, group));
    }

    /** Counts the devices of a group by the key exchange of their last connection; fails with {@code not-found}. */
    Uni<ConnectionImpact> connectionImpact(String product, String group) {
        return commands.run(tx -> ListProducts.group(tx, product, group)
                .chain(found -> tx.one(IMPACT, ChangeDeviceGroup::impact, tx.catalog(), found.id())));
    }

    private static ConnectionImpact impact(Row row) {
        long devices = row.getLong("devices");
        long postQuantum = row.getLong("post_quantum");
        long unknown = row.getLong("unknown");
        return new ConnectionImpact(devices, postQuantum, devices - postQuantum - unknown, unknown);
    }

    /** Replaces the settings and returns the group. Equal settings change nothing. */
    Uni<DeviceGroupView> change(String product, String group, GroupSettings settings, IfMatch expected) {
        return change(
                product,
                group,
                expected,
                (tx, before) ->
                        before.settings().equals(settings) ? Uni.createFrom().voidItem() : write(tx, before, settings));
    }

    /** Replaces the connection requirement and returns the group. An equal requirement changes nothing. */
    Uni<DeviceGroupView> change(String product, String group, GroupConnection requirement, IfMatch expected) {
        return change(
                product,
                group,
                expected,
                (tx, before) -> requirement.requiresPostQuantum().equals(before.requiresPostQuantum())
                        ? Uni.createFrom().voidItem()
                        : write(tx, before, requirement));
    }

    private Uni<DeviceGroupView> change(
            String product, String group, IfMatch expected, BiFunction<Tx, DeviceGroupView, Uni<Void>> write) {
        return commands.run(tx -> DeviceGroups.lock(tx, product, group)
                .chain(() -> ListProducts.group(tx, product, group))
                .invoke(before -> expected.require(ListProducts.tag(before)))
                .call(before -> write.apply(tx, before))
                .chain(() -> ListProducts.group(tx, product, group)));
    }

    private static Uni<Void> write(Tx tx, DeviceGroupView before, GroupSettings after) {
        String title = ListProducts.title(before);
        boolean sameImages = before.osFeedType().equals(after.osFeedType())
                && before.updatePolicy().equals(after.updatePolicy());
        return DeviceGroups.change(tx, before.id(), group -> group.set(after))
                .chain(() -> sameImages ? Uni.createFrom().item(0) : tx.update(MARK_DUE, tx.catalog(), before.id()))
                .chain(() -> tx.audit(
                        audited(tx, title, before.settings(), after),
                        Event.of("GroupSettingsChanged", before.id().toString(), Map.of("group", title))
                                .invalidating(Change.of(before.id()))));
    }

    private static AuditEntry audited(Tx tx, String title, GroupSettings before, GroupSettings after) {
        AuditEntry entry = tx.entry("ChangeGroupSettings", title, "Changed the settings of " + title + ".");
        entry = changing(entry, "description", before.description(), after.description());
        entry = changing(entry, "osFeedType", before.osFeedType(), after.osFeedType());
        entry = changing(entry, "updatePolicy", before.updatePolicy(), after.updatePolicy());
        entry = changing(
                entry,
                "allowCrashDumpsCollection",
                before.allowCrashDumpsCollection(),
                after.allowCrashDumpsCollection());
        return changing(entry, "regionalDataBoundary", before.regionalDataBoundary(), after.regionalDataBoundary());
    }

    private static AuditEntry changing(AuditEntry entry, String name, String before, String after) {
        return before.equals(after) ? entry : entry.changing(name, before, after);
    }

    private static Uni<Void> write(Tx tx, DeviceGroupView group, GroupConnection requirement) {
        boolean required = requirement.requiresPostQuantum();
        String title = ListProducts.title(group);
        String id = group.id().toString();
        return DeviceGroups.change(tx, group.id(), found -> found.requirePostQuantum(required))
                .chain(() -> tx.audit(
                        tx.entry(
                                        "SetGroupConnection",
                                        title,
                                        "Devices of " + title + " may use "
                                                + (required
                                                        ? "only a post-quantum key exchange: "
                                                        : "any key exchange: ")
                                                + requirement.reason())
                                .because(requirement.reason())
                                .changing("requiresPostQuantum", group.requiresPostQuantum(), required),
                        Event.of(
                                        "GroupConnectionSet",
                                        id,
                                        Map.of("requiresPostQuantum", required, "reason", requirement.reason()))
                                .invalidating(Change.of(group.id()))));
    }
}
