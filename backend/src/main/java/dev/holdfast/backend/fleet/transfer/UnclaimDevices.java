package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.claim.UnclaimResult.Code;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Unclaims devices that are neither blocked nor on offer, and revokes their certificates. The devices can be claimed again, with an
 * endorsement for the catalog or a proof of possession.
 */
@ApplicationScoped
class UnclaimDevices implements DirectCommand<UnclaimRequest, UnclaimResult> {
    private static final String UNCLAIM = "select unclaim_devices($1::bytea[], $2, $3, $4) as gone";
    private static final String STILL_HERE = """
            select device_id, blocked_at is not null as blocked
            from device where catalog_id = $1 and device_id = any ($2::bytea[])""";

    // Devices can leave more than once: take the newest departure.
    private static final String LEFT = """
            select distinct on (device_id) device_id, product, device_group
            from departed_device where catalog_id = $1 and device_id = any ($2::bytea[])
            order by device_id, left_at desc""";

    private static final List<String> CONSEQUENCES = List.of(
            "The devices leave this catalog.",
            ReleaseEffect.CERTIFICATES,
            "Anyone who possesses a device can claim it. So can the catalog that the manufacturer endorsed it for.",
            "Devices that are blocked or on offer when the request is approved stay in the catalog.");

    @Override
    public String name() {
        return "UnclaimDevices";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.RELEASE_DEVICES);
    }

    @Override
    public int rows(UnclaimRequest request) {
        return request.deviceIds().size();
    }

    @Override
    public Uni<Plan> plan(Tx tx, UnclaimRequest request) {
        return NamedDevices.existing(tx, request.deviceIds())
                .map(here -> Plan.of(
                                ApprovalOperation.RELEASE_DEVICES,
                                here.subject(),
                                "Unclaim " + here.words() + ".",
                                Scope.of(tx.catalog()),
                                request.reason(),
                                new UnclaimRequest(List.copyOf(here.devices()), request.reason()),
                                Uni.createFrom()
                                        .deferred(() ->
                                                ReleaseEffect.effect(tx, here, "Would be unclaimed", CONSEQUENCES)))
                        .without(here.missing(request.deviceIds())));
    }

    /** Unclaims as many of the devices as possible. The result lists the refused devices. */
    @Override
    public Uni<UnclaimResult> perform(Tx tx, UnclaimRequest request) {
        Set<DeviceId> requested = new LinkedHashSet<>(request.deviceIds());
        return tx.one(
                        UNCLAIM,
                        row -> Columns.devices(row, "gone"),
                        Columns.devices(requested),
                        tx.now(),
                        tx.actor().name(),
                        request.reason())
                .invoke(gone -> requireAny(tx, gone))
                .chain(gone -> result(tx, requested, gone).call(done -> record(tx, request, gone, done)));
    }

    /** Fails if an approved request would unclaim no device, for example because all were blocked meanwhile. So the request stays pending. */
    private static void requireAny(Tx tx, List<DeviceId> gone) {
        if (tx.approver() != null && gone.isEmpty()) {
            throw ProblemException.conflict(
                    "None of the devices could be unclaimed. Check the devices, or reject the request.");
        }
    }

    private static Uni<UnclaimResult> result(Tx tx, Set<DeviceId> requested, List<DeviceId> gone) {
        return tx.list(STILL_HERE, UnclaimDevices::whyHere, tx.catalog(), Columns.devices(requested))
                .map(here -> result(
                        requested,
                        gone,
                        here.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private Uni<Void> record(Tx tx, UnclaimRequest request, List<DeviceId> gone, UnclaimResult done) {
        if (gone.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        AuditEntry entry = tx.entry(
                        name(), subject(new LinkedHashSet<>(request.deviceIds())), sentence(done, request.reason()))
                .because(request.reason());
        List<Event> events = gone.stream()
                .map(device -> Event.of("DeviceUnclaimed", device.text(), Map.of("reason", request.reason()))
                        .invalidating(Change.of(device)))
                .toList();
        return moves(tx, gone).chain(moves -> tx.audit(moves.addTo(entry), events));
    }

    private static Uni<Moves> moves(Tx tx, List<DeviceId> gone) {
        return tx.list(
                        LEFT,
                        row -> new Moves.Move(
                                Columns.device(row, "device_id"),
                                NoGroup.title(row.getString("product"), row.getString("device_group")),
                                null),
                        tx.catalog(),
                        Columns.devices(gone))
                .map(Moves::of);
    }

    private static Map.Entry<DeviceId, Code> whyHere(Row row) {
        return Map.entry(Columns.device(row, "device_id"), row.getBoolean("blocked") ? Code.BLOCKED : Code.ON_OFFER);
    }

    private static UnclaimResult result(Set<DeviceId> requested, List<DeviceId> gone, Map<DeviceId, Code> here) {
        Set<DeviceId> left = new HashSet<>(gone);
        return new UnclaimResult(
                gone.size(),
                requested.stream()
                        .filter(device -> !left.contains(device))
                        .map(device -> refusal(device, here.getOrDefault(device, Code.NOT_FOUND)))
                        .toList());
    }

    private static UnclaimResult.Refusal refusal(DeviceId device, Code code) {
        return new UnclaimResult.Refusal(device, code, code.reason());
    }

    private static String subject(Set<DeviceId> requested) {
        return requested.size() == 1 ? requested.iterator().next().text() : requested.size() + " devices";
    }

    private static String sentence(UnclaimResult done, String reason) {
        return "Unclaimed " + done.unclaimed() + (done.unclaimed() == 1 ? " device" : " devices")
                + (done.refused().isEmpty() ? "" : ", refused " + done.refused().size()) + ": " + reason;
    }
}
