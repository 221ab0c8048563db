package dev.holdfast.backend.update.policy;

import dev.holdfast.policy.update.PollFacts;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Devices of a group with the same facts, software and target.
 *
 * @param count number of devices
 * @param receiving number of these devices that are neither blocked nor pinned
 * @param offline number of receiving devices that are silent for a day
 * @param attested deployment of the last attestation; null for none
 * @param release OS release of the group's manifest set; null for none
 * @param deployment deployment of the group's manifest set; null for none
 */
public record PolledDevices(
        UUID group,
        PollFacts facts,
        long count,
        long receiving,
        long offline,
        @Nullable UUID attested,
        @Nullable UUID release,
        @Nullable UUID deployment) {
    /** Devices with the same facts, software and target are one row. {@code $3}: silent devices had no contact since then. */
    static final String QUERY = """
            select d.group_id, coalesce(e.sku, '') as part, coalesce(d.os_version, '') as os_version, d.trust, t.tags,
                d.installed_manifest, coalesce(m.release_id is not null, true) as has_system,
                coalesce(m.deployment_id is not null, true) as has_applications, v.deployment_id as attested, m.release_id,
                m.deployment_id, count(*) as devices,
                count(*) filter (where d.blocked_at is null and d.pinned_at is null) as receiving,
                count(*) filter (where d.blocked_at is null and d.pinned_at is null
                    and coalesce(d.last_seen, d.claimed_at) < $3) as offline
            from device d
            left join endorsement e on e.device_id = d.device_id
            left join lateral (
                select m.release_id, m.deployment_id from manifest_set m
                where m.catalog_id = d.catalog_id and m.group_id = d.group_id and m.part = e.sku
                  and m.cohort = 'CURRENT') m on true
            left join deployment_version v on v.catalog_id = d.catalog_id and v.manifest_version = d.attested_manifest
                and d.attested_manifest > 0
            cross join lateral (
                select array(select t.tag from device_tag t
                    where t.catalog_id = d.catalog_id and t.device_id = d.device_id order by t.tag) as tags) t
            where d.catalog_id = $1 and d.group_id = any ($2::uuid[])
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11""";

    /** Receiving devices with the same facts under a deployment, which brings applications. */
    static final String DEPLOYMENT = """
            select part, os_version, trust, tags, installed_manifest, has_system, true as has_applications,
                sum(receiving)::bigint as devices
            from (%s) x
            group by 1, 2, 3, 4, 5, 6""".formatted(QUERY);

    static PolledDevices of(Row row) {
        return new PolledDevices(
                row.getUUID("group_id"),
                facts(row, false),
                row.getLong("devices"),
                row.getLong("receiving"),
                row.getLong("offline"),
                row.getUUID("attested"),
                row.getUUID("release_id"),
                row.getUUID("deployment_id"));
    }

    static PollFacts facts(Row row, boolean emergency) {
        return new PollFacts(
                row.getString("part"),
                row.getString("os_version"),
                row.getString("trust"),
                List.of(row.getArrayOfStrings("tags")),
                row.getLong("installed_manifest"),
                row.getBoolean("has_system"),
                row.getBoolean("has_applications"),
                emergency,
                false);
    }
}
