package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.BlockResult.Code;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Blocks or unblocks devices. */
record DeviceBlocks(Kind kind, Set<DeviceId> devices, String reason) {
    /** Devices that are not blocked, with their unexpired, unrevoked certificates; a device without one has a row with nulls. */
    private static final String OF_DEVICES = """
            select d.device_id, c.serial, c.usage, c.not_after
            from device d
            left join issued_certificate c
                on c.catalog_id = d.catalog_id and c.device_id = d.device_id and c.not_after > $3
                and not exists (
                    select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is null""";

    // Follows the definition of "ending" (RevocationImpact). Locks rows in key order, as attestations do, to avoid
    // deadlocks.
    private static final String BLOCK = """
            , locked as (
                select d.device_id from device d
                where d.catalog_id = $1 and d.device_id in (select l.device_id from ending l)
                order by d.device_id for no key update
            )
            update device d set blocked_at = $3, blocked_by = $4, blocked_reason = $5
            from locked l where d.catalog_id = $1 and d.device_id = l.device_id and d.blocked_at is null
            returning d.device_id""";
    private static final String UNBLOCK = """
            with locked as (
                select d.device_id from device d
                where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is not null
                order by d.device_id for no key update
            )
            update device d set blocked_at = null, blocked_by = null, blocked_reason = null
            from locked l where d.catalog_id = $1 and d.device_id = l.device_id
            returning d.device_id""";

    enum Kind {
        BLOCK("BlockDevices", "Blocked ", "DeviceBlocked", Code.BLOCKED),
        UNBLOCK("UnblockDevices", "Unblocked ", "DeviceUnblocked", Code.NOT_BLOCKED);

        private final String action;
        private final String done;
        private final String event;
        private final Code unchanged;

        Kind(String action, String done, String event, Code unchanged) {
            this.action = action;
            this.done = done;
            this.event = event;
            this.unchanged = unchanged;
        }
    }

    static RevocationImpact impact(Tx tx, Collection<DeviceId> devices) {
        return new RevocationImpact(tx.catalog(), OF_DEVICES, List.of(Columns.devices(devices), tx.now()));
    }

    /** Changes the devices and emits events. Writes no audit entry, because the job writes one. */
    Uni<BlockResult> perform(Tx tx) {
        return change(tx).chain(done -> result(tx, done).call(() -> tx.emit(events(done))));
    }

    /** Changes the devices, with an audit entry unless none changed. */
    Uni<BlockResult> performAudited(Tx tx) {
        return change(tx)
                .chain(done -> result(tx, done)
                        .call(result -> done.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : tx.audit(entry(tx, result), events(done))));
    }

    /** Returns the devices that changed. */
    private Uni<List<DeviceId>> change(Tx tx) {
        if (kind == Kind.UNBLOCK) {
            return tx.list(UNBLOCK, row -> Columns.device(row, "device_id"), tx.catalog(), Columns.devices(devices));
        }
        RevocationImpact impact = impact(tx, devices);
        return tx.list(
                impact.statement(BLOCK),
                row -> Columns.device(row, "device_id"),
                impact.arguments(tx.actor().name(), reason));
    }

    private List<Event> events(List<DeviceId> done) {
        return done.stream()
                .map(device -> Event.of(kind.event, device.text(), Map.of("reason", reason))
                        .invalidating(Change.of(device)))
                .toList();
    }

    private AuditEntry entry(Tx tx, BlockResult result) {
        return tx.entry(kind.action, subject(), sentence(result))
                .because(reason)
                .changing("blocked", kind == Kind.UNBLOCK, kind == Kind.BLOCK);
    }

    private String subject() {
        return devices.size() == 1 ? devices.iterator().next().text() : devices.size() + " devices";
    }

    private String sentence(BlockResult result) {
        return kind.done + result.changed() + (result.changed() == 1 ? " device" : " devices")
                + (result.refused().isEmpty()
                        ? ""
                        : ", left out " + result.refused().size())
                + ": " + reason;
    }

    private Uni<BlockResult> result(Tx tx, List<DeviceId> done) {
        return NamedDevices.present(tx, devices).map(here -> result(new HashSet<>(done), new HashSet<>(here)));
    }

    private BlockResult result(Set<DeviceId> changed, Set<DeviceId> here) {
        return new BlockResult(
                changed.size(),
                devices.stream()
                        .filter(device -> !changed.contains(device))
                        .map(device -> refusal(device, here.contains(device) ? kind.unchanged : Code.NOT_FOUND))
                        .toList());
    }

    private static BlockResult.Refusal refusal(DeviceId device, Code code) {
        return new BlockResult.Refusal(device, code, code.reason());
    }
}
