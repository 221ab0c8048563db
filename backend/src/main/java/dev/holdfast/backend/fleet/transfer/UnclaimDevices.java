package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.claim.UnclaimResult.Code;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets devices go, but for those that are blocked. They can be claimed again as any chip can: by the maker's word for a catalog, or by
 * proof. Their certificates end.
 */
@ApplicationScoped
class UnclaimDevices {
    private static final String UNCLAIM = "select unclaim_devices($1::bytea[], $2, $3, $4) as gone";
    private static final String STILL_HERE = """
            select device_id, blocked_at is not null as blocked
            from device where catalog_id = $1 and device_id = any ($2::bytea[])""";

    // Of a device that left before as well, the newest time.
    private static final String LEFT = """
            select distinct on (device_id) device_id, product, device_group
            from departed_device where catalog_id = $1 and device_id = any ($2::bytea[])
            order by device_id, left_at desc""";

    private final AuditLog audit;
    private final Clock clock;

    UnclaimDevices(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    static Set<DeviceId> check(UnclaimRequest request) {
        new Checks()
                .size("deviceIds", request.deviceIds(), 1, UnclaimRequest.MOST)
                .line("reason", request.reason(), 1, Reason.MAX_LENGTH)
                .done();
        return new LinkedHashSet<>(request.deviceIds());
    }

    /** Unclaims the devices that it can, in a transaction, and tells which it cannot. */
    Uni<UnclaimResult> unclaim(
            Sql sql, String by, CatalogId catalog, Set<DeviceId> wanted, String reason, @Nullable Approver approver) {
        return sql.one(
                        UNCLAIM,
                        row -> Columns.devices(row, "gone"),
                        Columns.devices(wanted),
                        clock.instant(),
                        by,
                        reason)
                .chain(gone -> sql.list(STILL_HERE, UnclaimDevices::whyHere, catalog, Columns.devices(wanted))
                        .map(here -> result(
                                wanted,
                                gone,
                                here.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))))
                        .call(done -> gone.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : moves(sql, catalog, gone)
                                        .chain(moves -> audit.append(
                                                sql,
                                                catalog,
                                                moves.told(entry(by, wanted, done, reason))
                                                        .approvedBy(approver)))));
    }

    private static Uni<Moves> moves(Sql sql, CatalogId catalog, List<DeviceId> gone) {
        return sql.list(
                        LEFT,
                        row -> new Moves.Move(
                                Columns.device(row, "device_id"),
                                NoGroup.title(row.getString("product"), row.getString("device_group")),
                                null),
                        catalog,
                        Columns.devices(gone))
                .map(Moves::of);
    }

    private static AuditEntry entry(String by, Set<DeviceId> wanted, UnclaimResult done, String reason) {
        return AuditEntry.by(by, "UnclaimDevices", subject(wanted), sentence(done, reason))
                .because(reason);
    }

    private static Map.Entry<DeviceId, Code> whyHere(Row row) {
        return Map.entry(Columns.device(row, "device_id"), row.getBoolean("blocked") ? Code.BLOCKED : Code.ON_OFFER);
    }

    private static UnclaimResult result(Set<DeviceId> wanted, List<DeviceId> gone, Map<DeviceId, Code> here) {
        Set<DeviceId> left = new HashSet<>(gone);
        return new UnclaimResult(
                gone.size(),
                wanted.stream()
                        .filter(device -> !left.contains(device))
                        .map(device -> refusal(device, here.getOrDefault(device, Code.NOT_FOUND)))
                        .toList());
    }

    private static UnclaimResult.Refusal refusal(DeviceId device, Code code) {
        return new UnclaimResult.Refusal(device, code, code.reason());
    }

    private static String subject(Set<DeviceId> wanted) {
        return wanted.size() == 1 ? wanted.iterator().next().text() : wanted.size() + " devices";
    }

    private static String sentence(UnclaimResult done, String reason) {
        return "Unclaimed " + done.unclaimed() + (done.unclaimed() == 1 ? " device" : " devices")
                + (done.refused().isEmpty() ? "" : ", refused " + done.refused().size()) + ": " + reason;
    }
}
