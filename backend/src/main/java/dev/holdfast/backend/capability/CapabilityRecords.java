package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityState;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Stored capability files of a catalog's devices. */
final class CapabilityRecords {
    /** $2 is the current time. A file from before the device's newest claim is not in force: DEVICE_LEFT. */
    static final String VIEW = """
            select f.*, case
                when f.revoked_at is not null then 'REVOKED'
                when f.issued_at < d.claimed_at then 'DEVICE_LEFT'
                when f.expires_at <= $2 then 'EXPIRED'
                else 'IN_FORCE' end as state
            from device d join capability_file f on f.catalog_id = d.catalog_id and f.device_id = d.device_id
            where d.catalog_id = $1""";

    private static final String ONE = VIEW + " and d.device_id = $3 and f.file_id = $4";
    private static final String LOCK =
            "select d.device_id from device d where d.catalog_id = $1 and d.device_id = $2 for no key update";
    private static final String ADD = """
            insert into capability_file (catalog_id, file_id, device_id, capabilities, reason, issued_by, approved_by,
                issued_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";
    private static final String COUNT_DOWNLOAD =
            "update capability_file set downloads = downloads + 1 where catalog_id = $1 and file_id = $2";
    private static final String REVOKE = """
            update capability_file set revoked_by = $3, revoked_at = $4, revocation_reason = $5
            where catalog_id = $1 and file_id = $2 and revoked_at is null""";
    // Sets the latest expiry of each capability. Includes expired files, because older evidence may be appraised again.
    // Null if the device has no file.
    private static final String UPDATE_GRANTED = """
            update device d set granted_capabilities = (
                select jsonb_object_agg(n.number::text, n.until)
                from (
                    select number, extract(epoch from max(f.expires_at))::bigint as until
                    from capability_file f cross join unnest(f.capabilities) as number
                    where f.catalog_id = d.catalog_id and f.device_id = d.device_id and f.revoked_at is null
                      and f.issued_at >= d.claimed_at
                    group by number) n)
            where d.catalog_id = $1 and d.device_id = $2""";

    private CapabilityRecords() {}

    static Uni<CapabilityFileView> find(Tx tx, DeviceId device, UUID file, Instant now) {
        return tx.find(ONE, CapabilityRecords::view, tx.catalog(), now, device, file)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Capability file " + file)));
    }

    /** Locks the device, so that its files are written one after the other. */
    static Uni<Void> lock(Tx tx, DeviceId device) {
        return tx.find(LOCK, row -> device, tx.catalog(), device).replaceWithVoid();
    }

    /** Stores an issued file that expires at {@code end}. */
    static Uni<Void> add(Tx tx, UUID id, CapabilityRequest request, Instant end) {
        return tx.update(
                        ADD,
                        tx.catalog(),
                        id,
                        request.device(),
                        request.capabilities().stream().map(Capability::number).toArray(Integer[]::new),
                        request.reason(),
                        tx.actor().name(),
                        Approver.nameOf(tx.approver()),
                        tx.now(),
                        end)
                .chain(() -> tx.update(UPDATE_GRANTED, tx.catalog(), request.device()))
                .replaceWithVoid();
    }

    static Uni<Void> countDownload(Tx tx, UUID file) {
        return tx.update(COUNT_DOWNLOAD, tx.catalog(), file).replaceWithVoid();
    }

    /** Revokes a file; returns false if it was already revoked. */
    static Uni<Boolean> revoke(Tx tx, DeviceId device, UUID file, String reason) {
        return tx.update(REVOKE, tx.catalog(), file, tx.actor().name(), tx.now(), reason)
                .call(() -> tx.update(UPDATE_GRANTED, tx.catalog(), device))
                .map(rows -> rows == 1);
    }

    static List<String> names(Collection<Integer> numbers) {
        return numbers.stream()
                .sorted()
                .map(number ->
                        Capability.ofNumber(number).map(Capability::apiName).orElse(Integer.toString(number)))
                .toList();
    }

    static CapabilityFileView view(Row row) {
        return new CapabilityFileView(
                row.getUUID("file_id"),
                Columns.device(row, "device_id"),
                names(Arrays.asList(row.getArrayOfIntegers("capabilities"))),
                CapabilityState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("issued_by"),
                row.getString("approved_by"),
                Columns.instant(row, "issued_at"),
                Columns.instant(row, "expires_at"),
                row.getInteger("downloads"),
                row.getString("revoked_by"),
                Columns.instantOrNull(row, "revoked_at"),
                row.getString("revocation_reason"));
    }
}
