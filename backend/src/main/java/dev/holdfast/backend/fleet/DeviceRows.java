package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceApplication;
import dev.holdfast.contract.operator.device.DevicePin;
import dev.holdfast.contract.operator.device.DeviceRollout;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL and row mapper of {@link DeviceView}: joins a device with its group and computes its update state. */
public final class DeviceRows {
    /** Whether the group's active rollout {@code r} has opened a device {@code d}; false without a rollout. */
    private static final String IS_OPEN =
            "(r.rollout_id is not null and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash))";

    /** Step of a device about its target: the set of the rollout that opened it, or of its group. */
    private static final String STEP = """
            case when r.rollout_id is null then case when d.update_version = g.target_manifest then d.update_step else '' end
                 when d.rollout_id = r.rollout_id then d.rollout_step
                 else '' end""";

    /**
     * What the shown step adds, such as an error. The device may have another step meanwhile, about a set that is not its target. The error
     * of a failure in a rollout is then in its list of failures.
     */
    private static final String CODE = """
            case when d.update_step = (%1$s) then d.update_code
                 when (%1$s) in ('FAILED', 'RETURNED', 'NOT_ATTESTED') then coalesce((
                     select f.code from rollout_failure f
                     where f.catalog_id = d.catalog_id and f.device_id = d.device_id and f.rollout_id = r.rollout_id), '')
                 else '' end""".formatted(STEP);

    /** {@link UpdateState} of a device {@code d} in a group {@code g} with the active rollout {@code r}. */
    public static final String UPDATE_STATE = """
            case when r.rollout_id is null and g.target_manifest = 0 or d.member_hash = any (r.excluded) then 'NOT_TARGETED'
                 when r.rollout_id is not null and not %1$s then 'WAITING_FOR_PHASE'
                 when r.rollout_id is null and d.attested_manifest = g.target_manifest then 'ATTESTED'
                 else (
                     select case when s.step in ('ATTESTED', 'INSTALLED', 'CONFIRMED', 'FAILED', 'RETURNED') then s.step
                                 when s.step = 'NOT_ATTESTED' then 'FAILED'
                                 when d.trust = 'UNTRUSTED' or d.pinned_at is not null then 'HELD'
                                 when d.unreachable or s.step = 'SILENT' then 'UNREACHABLE'
                                 when coalesce(r.is_withheld, false) then 'HELD'
                                 when s.step = 'STAGED' and d.update_step = 'STAGED' and d.update_code <> '' then 'WAITING_FOR_WINDOW'
                                 when s.step = '' then 'UNKNOWN'
                                 else s.step end
                     from (select %2$s as step) s) end""".formatted(IS_OPEN, STEP);

    /** Why the update of a device is held, besides its trust: a pin, the state of the rollout, or a policy; empty for none. */
    private static final String HELD_BY = """
            case when d.trust = 'UNTRUSTED' then ''
                 when d.pinned_at is not null then 'pinned'
                 when r.is_withheld and %s then 'rollout-' || lower(r.state)
                 when (%s) = 'HELD' then d.update_code
                 else '' end""".formatted(IS_OPEN, STEP);

    /** When the phase opened that has an open device; null for other devices. */
    private static final String OPENED_AT = """
            case when %s then (
                select f.opened_at from rollout_phase f
                where f.catalog_id = d.catalog_id and f.rollout_id = r.rollout_id
                  and f.position = phase_of(d.catalog_id, r.rollout_id, d.bucket, d.member_hash)) end""".formatted(IS_OPEN);

    /** Title of the update policy of operators that holds a device: of its active version, or else of its newest one; null for none. */
    private static final String POLICY_TITLE = """
            case when d.update_step = 'HELD' then (
                select v.title from policy_version v left join policy_active a using (catalog_id, kind, scope, scope_id, version)
                where v.catalog_id = d.catalog_id and v.kind = 'update'
                  and (v.scope, v.scope_id) in (('GROUP', d.group_id), ('PRODUCT', g.product_id), ('CATALOG', d.catalog_id))
                  and d.update_code = 'update/' || case v.scope when 'CATALOG' then 'catalog' else lower(v.scope) || '-' || v.scope_id end
                order by a.version is null, v.version desc limit 1) end""";

    /** Prefix of the states of a rollout that holds a device. */
    private static final String ROLLOUT = "rollout-";

    /** Prefix of the IDs of update policies. */
    private static final String UPDATE_POLICY = "update/";

    /** {@link Health} of a device {@code d}. */
    public static final String HEALTH = """
            case when d.trust = 'UNTRUSTED' then 'FAILED' when d.unreachable then 'UNREACHABLE' else d.trust end""";

    /** Security version of the OS release in the manifest set of a device {@code d}; null if none. */
    private static final String AVAILABLE_OS = """
            (select r.security_version
             from endorsement e
             join manifest_set m on m.catalog_id = d.catalog_id and m.group_id = d.group_id and m.part = e.sku and m.cohort = 'CURRENT'
             join os_release r on r.release_id = m.release_id
             where e.device_id = d.device_id)""";

    /** Columns that {@link #view} reads, from devices {@code d}, groups {@code g}, products {@code p}, and active rollouts {@code r}. */
    public static final String SELECT =
            """
            select d.device_id, d.name, p.name as product, g.name as group_name, d.trust, d.reason, d.reason_code,
                   d.trust_since, %s as update_state, d.update_at, %s as update_code,
                   %s as held_by, %s as policy_title, d.rollout_at,
                   %s as opened_at, r.state_since as rollout_since, coalesce(r.started_at, r.state_since) as rollout_started,
                   d.installed_manifest, case when %s then r.version else g.target_manifest end as target_manifest,
                   r.rollout_id, coalesce(r.rollout_id, d.rollout_id) as newest_rollout,
                   case when r.rollout_id is null then d.rollout_phase
                        when %s then phase_of(d.catalog_id, r.rollout_id, d.bucket, d.member_hash) end as rollout_phase,
                   d.member_hash = any (r.excluded) as is_exempt,
                   d.pinned_at, d.pinned_by, d.pinned_reason, d.os_version,
                   d.last_seen, d.last_attestation, d.certificate_expires, d.claimed_at, %s as health,
                   %s as available_os, d.key_exchange, d.blocked_at, d.blocked_by,
                   d.blocked_reason, coalesce(n.notes, '') as notes,
                   array(select t.tag from device_tag t where t.catalog_id = d.catalog_id and t.device_id = d.device_id
                         order by t.tag) as tags,
                   a.applications, a.capabilities, a.manufacturing_state
            """.formatted(UPDATE_STATE, CODE, HELD_BY, POLICY_TITLE, OPENED_AT, IS_OPEN, IS_OPEN, HEALTH, AVAILABLE_OS);

    /** Joins groups {@code g}, products {@code p}, and active rollouts {@code r} that do not roll back, to devices {@code d}. */
    public static final String GROUPS = """
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            left join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id and r.state <> 'ROLLING_BACK'
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
        String code = row.getString("update_code");
        String heldBy = row.getString("held_by");
        UUID rollout = row.getUUID("rollout_id");
        Instant at = Columns.instantOrNull(
                row,
                switch (state) {
                    case HELD -> heldSince(heldBy);
                    case UNKNOWN -> rollout == null ? "last_seen" : "opened_at";
                    case UNREACHABLE, NOT_TARGETED -> "last_seen";
                    case WAITING_FOR_PHASE -> "rollout_started";
                    default -> rollout == null ? "update_at" : "rollout_at";
                });
        return new DeviceUpdate(
                state,
                state == UpdateState.NOT_TARGETED ? null : at,
                switch (state) {
                    case FAILED, RETURNED -> code;
                    case HELD -> heldBy.isEmpty() ? row.getString("reason_code") : heldBy;
                    default -> "";
                },
                state == UpdateState.DOWNLOADING && !code.isEmpty() ? Integer.valueOf(code) : null,
                (state == UpdateState.DEFERRED || state == UpdateState.WAITING_FOR_WINDOW) && !code.isEmpty()
                        ? Instant.parse(code)
                        : null,
                row.getLong("target_manifest"),
                row.getLong("installed_manifest"),
                rollout(row),
                pin(row),
                state == UpdateState.HELD && heldBy.startsWith(UPDATE_POLICY) ? policy(row, heldBy) : null);
    }

    /** Returns the column with the time since which a device is held. */
    private static String heldSince(String heldBy) {
        if (heldBy.isEmpty()) {
            return "trust_since";
        }
        if (heldBy.equals("pinned")) {
            return "pinned_at";
        }
        return heldBy.startsWith(ROLLOUT) ? "rollout_since" : "update_at";
    }

    private static UpdatePolicyName policy(Row row, String id) {
        String title = row.getString("policy_title");
        return new UpdatePolicyName(
                id, title == null ? UpdatePolicy.title(id.substring(UPDATE_POLICY.length())) : title);
    }

    private static @Nullable DeviceRollout rollout(Row row) {
        UUID newest = row.getUUID("newest_rollout");
        boolean active = row.getUUID("rollout_id") != null;
        return newest == null
                ? null
                : new DeviceRollout(
                        newest, row.getInteger("rollout_phase"), active && row.getBoolean("is_exempt"), active);
    }

    private static @Nullable DevicePin pin(Row row) {
        Instant at = Columns.instantOrNull(row, "pinned_at");
        return at == null ? null : new DevicePin(at, row.getString("pinned_by"), row.getString("pinned_reason"));
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
