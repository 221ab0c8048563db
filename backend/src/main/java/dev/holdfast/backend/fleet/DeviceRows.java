package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceApplication;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL and row mapper of {@link DeviceView}: joins a device with its group and computes its update state. */
public final class DeviceRows {
    /** {@link UpdateState} of a device {@code d} in a group {@code g}. */
    public static final String UPDATE_STATE = """
            case when g.target_manifest = 0 then 'NOT_TARGETED'
                 when d.attested_manifest = g.target_manifest then 'ATTESTED'
                 when d.update_version = g.target_manifest and d.update_step in ('INSTALLED', 'FAILED', 'RETURNED')
                     then d.update_step
                 when d.trust = 'UNTRUSTED' then 'HELD'
                 when d.unreachable then 'UNREACHABLE'
                 when d.update_version = g.target_manifest then case d.update_step when 'HELD' then 'HELD' else 'OFFERED' end
                 else 'UNKNOWN' end""";

    /** {@link Health} of a device {@code d}. */
    public static final String HEALTH = """
            case when d.trust = 'UNTRUSTED' then 'FAILED' when d.unreachable then 'UNREACHABLE' else d.trust end""";

    /** Security version of the OS release in the manifest set of a device {@code d}; null if none. */
    private static final String AVAILABLE_OS = """
            (select r.security_version
             from endorsement e
             join manifest_set m on m.catalog_id = d.catalog_id and m.group_id = d.group_id and m.part = e.sku
             join os_release r on r.release_id = m.release_id
             where e.device_id = d.device_id)""";

    /** Columns that {@link #view} reads, from devices {@code d}, groups {@code g} and products {@code p}. */
    public static final String SELECT = """
            select d.device_id, d.name, p.name as product, g.name as group_name, d.trust, d.reason, d.reason_code,
                   d.trust_since, %s as update_state, d.update_at, d.update_code,
                   case when d.update_version = g.target_manifest and d.update_step = 'HELD' then d.update_code else '' end as held_by,
                   d.installed_manifest, g.target_manifest, d.os_version,
                   d.last_seen, d.last_attestation, d.certificate_expires, d.claimed_at, %s as health,
                   %s as available_os, d.key_exchange, d.blocked_at, d.blocked_by,
                   d.blocked_reason, coalesce(n.notes, '') as notes,
                   array(select t.tag from device_tag t where t.catalog_id = d.catalog_id and t.device_id = d.device_id
                         order by t.tag) as tags,
                   a.applications, a.capabilities, a.manufacturing_state
            """.formatted(UPDATE_STATE, HEALTH, AVAILABLE_OS);

    /** Joins groups {@code g} and products {@code p} to devices {@code d}. */
    public static final String GROUPS = """
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            """;

    public static final String FROM = "from device d\n" + GROUPS;

    /** Joins that {@link #SELECT} needs: notes and the newest attestation of each device. Join them to few devices only. */
    public static final String LATEST_ATTESTATION = """
            left join device_description n on n.catalog_id = d.catalog_id and n.device_id = d.device_id
            left join lateral (
                select coalesce((select jsonb_agg(jsonb_build_object('name', m ->> 'name', 'component', m ->> 'component',
                               'version', (m ->> 'reportedSecurityVersion')::bigint) order by m ->> 'name')
                           from jsonb_array_elements(s.measurements) m
                           where m ->> 'type' in ('Applications', 'APPLICATIONS') and m ->> 'reportedDigest' is not null),
                           '[]')::text as applications,
                       array(select f ->> 'reported' from jsonb_array_elements(a.deviations) f
                             where f ->> 'kind' = 'CAPABILITY_ENABLED') as capabilities,
                       coalesce((select f ->> 'reported' from jsonb_array_elements(a.deviations) f
                                 where f ->> 'kind' = 'MANUFACTURING_INCOMPLETE' limit 1), 'DEVICE_COMPLETE')
                           as manufacturing_state
                from (select a.state_id, coalesce(a.deviations, '[]') as deviations from attestation a
                      where a.catalog_id = d.catalog_id and a.device_id = d.device_id
                      order by a.attestation_id desc limit 1) a
                join attested_state s on s.catalog_id = d.catalog_id and s.state_id = a.state_id
            ) a on true
            """;

    private DeviceRows() {}

    /** Reads a row of {@link #SELECT}. */
    public static DeviceView view(Row row) {
        return new DeviceView(
                Columns.device(row, "device_id"),
                row.getString("name"),
                row.getString("product"),
                row.getString("group_name"),
                Trust.valueOf(row.getString("trust")),
                row.getString("reason"),
                row.getString("reason_code"),
                Columns.instantOrNull(row, "trust_since"),
                update(row),
                row.getString("os_version"),
                Columns.instantOrNull(row, "last_seen"),
                Columns.instantOrNull(row, "last_attestation"),
                Columns.instantOrNull(row, "certificate_expires"),
                Columns.instant(row, "claimed_at"),
                row.getLong("available_os") == null ? "" : OsVersion.name(row.getLong("available_os")),
                Health.valueOf(row.getString("health")),
                row.getString("key_exchange"),
                block(row),
                List.of(row.getArrayOfStrings("tags")),
                row.getString("notes"),
                applications(row.getString("applications")),
                row.getArrayOfStrings("capabilities") == null
                        ? List.of()
                        : List.of(row.getArrayOfStrings("capabilities")),
                row.getString("manufacturing_state") == null ? "" : row.getString("manufacturing_state"));
    }

    private static DeviceUpdate update(Row row) {
        UpdateState state = UpdateState.valueOf(row.getString("update_state"));
        String heldBy = row.getString("held_by");
        Instant at = Columns.instantOrNull(
                row,
                switch (state) {
                    case OFFERED, INSTALLED, ATTESTED, FAILED, RETURNED -> "update_at";
                    case HELD -> heldBy.isEmpty() ? "trust_since" : "update_at";
                    case UNKNOWN, UNREACHABLE, NOT_TARGETED -> "last_seen";
                });
        return new DeviceUpdate(
                state,
                state == UpdateState.NOT_TARGETED ? null : at,
                switch (state) {
                    case FAILED, RETURNED -> row.getString("update_code");
                    case HELD -> heldBy.isEmpty() ? row.getString("reason_code") : heldBy;
                    case NOT_TARGETED, UNKNOWN, UNREACHABLE, OFFERED, INSTALLED, ATTESTED -> "";
                },
                row.getLong("target_manifest"),
                row.getLong("installed_manifest"));
    }

    private static List<DeviceApplication> applications(@Nullable String json) {
        return json == null
                ? List.of()
                : new JsonArray(json)
                        .stream()
                                .map(JsonObject.class::cast)
                                .map(application -> new DeviceApplication(
                                        application.getString("name", ""),
                                        application.getString("component"),
                                        application.getLong("version")))
                                .toList();
    }

    private static @Nullable Block block(Row row) {
        Instant at = Columns.instantOrNull(row, "blocked_at");
        return at == null ? null : new Block(at, row.getString("blocked_by"), row.getString("blocked_reason"));
    }
}
