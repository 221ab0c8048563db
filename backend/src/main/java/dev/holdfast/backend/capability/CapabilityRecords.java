package dev.holdfast.backend.capability;

import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
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
import org.jspecify.annotations.Nullable;

/** The capability files of a catalog's devices. */
final class CapabilityRecords {
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
    // Of each number the file that ends last, also when that is over: evidence of then is looked at again. Null when
    // there is none.
    private static final String GRANT = """
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

    static Uni<CapabilityFileView> one(Sql sql, CatalogId catalog, DeviceId device, UUID file, Instant now) {
        return sql.find(ONE, CapabilityRecords::view, catalog, now, device, file)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Capability file " + file)));
    }

    /** Fails with {@code not-found} when the device is not one of the catalog. */
    static Uni<DeviceScope> placed(Sql sql, CatalogId catalog, DeviceId device) {
        return DeviceScope.find(sql, catalog, device)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())));
    }

    /** Two files of a device are written one after the other. */
    static Uni<Void> lock(Sql sql, CatalogId catalog, DeviceId device) {
        return sql.find(LOCK, row -> device, catalog, device).replaceWithVoid();
    }

    static Uni<Void> add(
            Sql sql,
            CatalogId catalog,
            UUID id,
            Wanted wanted,
            String by,
            @Nullable String approvedBy,
            Instant now,
            Instant end) {
        return sql.update(
                        ADD,
                        catalog,
                        id,
                        wanted.device(),
                        wanted.capabilities().stream().map(Capability::number).toArray(Integer[]::new),
                        wanted.reason(),
                        by,
                        approvedBy,
                        now,
                        end)
                .chain(() -> sql.update(GRANT, catalog, wanted.device()))
                .replaceWithVoid();
    }

    static Uni<Void> countDownload(Sql sql, CatalogId catalog, UUID file) {
        return sql.update(COUNT_DOWNLOAD, catalog, file).replaceWithVoid();
    }

    static Uni<Boolean> revoke(
            Sql sql, CatalogId catalog, DeviceId device, UUID file, String by, Instant now, String reason) {
        return sql.update(REVOKE, catalog, file, by, now, reason)
                .call(() -> sql.update(GRANT, catalog, device))
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
