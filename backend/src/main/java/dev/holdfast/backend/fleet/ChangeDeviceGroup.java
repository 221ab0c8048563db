package dev.holdfast.backend.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes a group's settings, or whether its devices must connect with a post-quantum key exchange. Gateways apply a change within seconds. */
@ApplicationScoped
class ChangeDeviceGroup implements DirectCommand<ChangeDeviceGroup.Request, DeviceGroupView> {
    /** Marks the manifest sets of a group with a target as due for renewal. {@code RenewManifests} signs new ones within seconds. */
    private static final String MARK_DUE = """
            update device_group set renewal_due = true
            where catalog_id = $1 and group_id = $2 and target_manifest > 0""";

    private static final String IMPACT = """
            select count(*) as devices, count(*) filter (where key_exchange = 'X25519MLKEM768') as post_quantum,
                   count(*) filter (where key_exchange = 'UNKNOWN') as unknown
            from device where catalog_id = $1 and group_id = $2""";

    private final Commands commands;
    private final SoftwareEffect software;

    ChangeDeviceGroup(Commands commands, SoftwareEffect software) {
        this.commands = commands;
        this.software = software;
    }

    /**
     * Request to change a group: either its settings or its connection requirement.
     *
     * @param groupId the group's GUID in a request that waits for approval, because a deleted group's name can be reused; null in a new request
     * @param expected precondition of a new request
     */
    record Request(
            String product,
            String group,
            @Nullable UUID groupId,
            @Valid @Nullable GroupSettings settings,
            @Valid @Nullable GroupConnection connection,
            @JsonIgnore @Nullable IfMatch expected) {
        Request(String product, String group, GroupSettings settings, IfMatch expected) {
            this(product, group, null, settings, null, expected);
        }

        Request(String product, String group, GroupConnection connection, IfMatch expected) {
            this(product, group, null, null, connection, expected);
        }

        private Request waiting(UUID id) {
            return new Request(product, group, id, settings, connection, null);
        }

        private void require(DeviceGroupView found) {
            if (settings != null) {
                ChangedSetting.requireTimeZone("timeZone", settings);
            }
            if (expected != null) {
                expected.require(ListProducts.tag(found));
            }
            if (groupId != null && !groupId.equals(found.id())) {
                throw ProblemException.conflict("The device group " + product + " / " + group
                        + " of this request was deleted and another one has its name now. Reject the request.");
            }
        }

        private String reason() {
            return connection == null ? "" : connection.reason();
        }

        /** Returns the changes in words. */
        private List<String> effect(DeviceGroupView before) {
            List<String> effect = new ArrayList<>();
            if (connection != null && !connection.requiresPostQuantum().equals(before.requiresPostQuantum())) {
                effect.add(
                        connection.requiresPostQuantum()
                                ? "Gateways refuse devices of the group that connect without X25519MLKEM768: no updates, no"
                                        + " certificates, no reports."
                                : "Gateways accept devices of the group with any key exchange.");
            }
            if (settings != null) {
                ChangedSetting.of(before, settings).stream()
                        .map(setting -> setting.name() + ": " + setting.before() + " → " + setting.after())
                        .forEach(effect::add);
            }
            return effect;
        }

        /**
         * Returns the approval rule; null if neither requirement, OS feed, update policy nor time zone changes, and deployments that need
         * approval still do.
         */
        private @Nullable ApprovalOperation operation(DeviceGroupView before) {
            boolean changes = settings == null
                    ? !effect(before).isEmpty()
                    : changesTarget(before, settings) || (before.requiresApproval() && endsApproval());
            return changes ? ApprovalOperation.CHANGE_GROUP : null;
        }

        /** Returns whether deployments to the group would need no approval any more. */
        private boolean endsApproval() {
            return settings != null && Boolean.FALSE.equals(settings.requiresApproval());
        }
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

    @Override
    public String name() {
        return "ChangeDeviceGroup";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.CHANGE_GROUP);
    }

    /** Otherwise, one person could turn off the approval of deployments and then deploy alone. */
    @Override
    public Uni<Boolean> alwaysNeedsApproval(Tx tx, Request request) {
        return request.endsApproval()
                ? DeviceGroups.lock(tx, request.product(), request.group()).map(GroupRef::requiresApproval)
                : Uni.createFrom().item(false);
    }

    @Override
    public Permission needs(Request request, ApprovalOperation operation) {
        return request.connection() == null ? operation.needs() : Permission.MANAGE_CATALOG;
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return ListProducts.group(tx, request.product(), request.group())
                .invoke(request::require)
                .chain(found -> DeviceGroups.scope(tx, found.id())
                        .map(scope -> Plan.of(
                                request.operation(found),
                                ListProducts.title(found),
                                "Change "
                                        + (request.connection() == null ? "the settings" : "the connection requirement")
                                        + " of " + ListProducts.title(found) + ".",
                                scope,
                                request.reason(),
                                request.waiting(found.id()),
                                Uni.createFrom().deferred(() -> effect(tx, found, request)))));
    }

    private Uni<List<String>> effect(Tx tx, DeviceGroupView found, Request request) {
        List<String> changed = request.effect(found);
        GroupSettings settings = request.settings();
        return settings == null
                ? Uni.createFrom().item(changed)
                : software.ofSettings(
                                tx, found.id(), settings.osFeedType(), UpdatePolicy.named(settings.updatePolicy()))
                        .map(parts ->
                                Stream.concat(changed.stream(), parts.stream()).toList());
    }

    /** Returns the changed group. Equal values change nothing. */
    @Override
    public Uni<DeviceGroupView> perform(Tx tx, Request request) {
        return DeviceGroups.lock(tx, request.product(), request.group())
                .chain(() -> ListProducts.group(tx, request.product(), request.group()))
                .invoke(request::require)
                .call(before ->
                        request.effect(before).isEmpty() ? Uni.createFrom().voidItem() : write(tx, before, request))
                .chain(() -> ListProducts.group(tx, request.product(), request.group()));
    }

    private static Uni<Void> write(Tx tx, DeviceGroupView before, Request request) {
        GroupSettings settings = request.settings();
        GroupConnection connection = request.connection();
        return (settings == null ? Uni.createFrom().voidItem() : write(tx, before, settings))
                .chain(() -> connection == null ? Uni.createFrom().voidItem() : write(tx, before, connection));
    }

    /** Returns whether the manifest sets of the group must be signed again: with other images or other times of installation. */
    private static boolean changesTarget(DeviceGroupView before, GroupSettings after) {
        return !before.osFeedType().equals(after.osFeedType())
                || !before.updatePolicy().equals(after.updatePolicy())
                || !before.timeZone().equals(Objects.requireNonNullElse(after.timeZone(), before.timeZone()));
    }

    private static Uni<Void> write(Tx tx, DeviceGroupView before, GroupSettings after) {
        String title = ListProducts.title(before);
        return DeviceGroups.change(tx, before.id(), group -> group.set(after))
                .chain(() -> changesTarget(before, after)
                        ? tx.update(MARK_DUE, tx.catalog(), before.id())
                        : Uni.createFrom().item(0))
                .chain(() -> tx.audit(
                        audited(tx, before, after),
                        Event.of("GroupSettingsChanged", before.id().toString(), Map.of("group", title))
                                .invalidating(Change.of(before.id()))));
    }

    private static AuditEntry audited(Tx tx, DeviceGroupView before, GroupSettings after) {
        String title = ListProducts.title(before);
        AuditEntry entry = tx.entry("ChangeGroupSettings", title, "Changed the settings of " + title + ".");
        for (ChangedSetting setting : ChangedSetting.of(before, after)) {
            entry = entry.changing(setting.name(), setting.before(), setting.after());
        }
        return entry;
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
