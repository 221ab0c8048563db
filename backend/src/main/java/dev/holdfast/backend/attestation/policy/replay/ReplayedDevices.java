package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.PolicyKey;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.backend.attestation.reference.OsSource;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the devices to which a policy applies, and what they stored, page by page. */
final class ReplayedDevices {
    /** Devices to a page: with all the evidence that is looked at, at most 100 MB, and usually 2. */
    static final int PAGE = 200;
    /** Of one device at most so many pieces of evidence are looked at, the newest. */
    static final int MAX_EVIDENCES = 64;

    private static final String IN_SCOPE = """
            group_id in (
                select g.group_id from device_group g
                left join policy_active gp
                    on gp.catalog_id = g.catalog_id and gp.scope = 'GROUP' and gp.scope_id = g.group_id
                left join policy_active pp
                    on pp.catalog_id = g.catalog_id and pp.scope = 'PRODUCT' and pp.scope_id = g.product_id
                where g.catalog_id = $1 and case $2::text
                    when 'GROUP' then g.group_id = $3
                    when 'PRODUCT' then g.product_id = $3 and gp.version is null
                    else gp.version is null and pp.version is null end)""";
    private static final String COUNT = "select count(*) as devices from device where catalog_id = $1 and " + IN_SCOPE;
    /** What the deployment of a device's group brings: there, and nowhere else, tentative values count. */
    private static final String ROLLOUT = "select i.digest from manifest_set m"
            + " join deployment_image di on di.catalog_id = m.catalog_id and di.deployment_id = m.deployment_id"
            + " join image i on i.catalog_id = di.catalog_id and i.image_id = di.image_id"
            + " where m.catalog_id = $1 and m.group_id = d.group_id";

    private static final String DEVICES =
            "select d.*, coalesce(e.sku, '') as part, g.os_feed_type, array(" + ROLLOUT + ") as rollout from"
                    + " (select device_id, group_id from device where catalog_id = $1 and " + IN_SCOPE
                    + " and device_id > $4 order by device_id limit $5) d"
                    + " join device_group g on g.catalog_id = $1 and g.group_id = d.group_id"
                    + " left join endorsement e on e.device_id = d.device_id order by d.device_id";
    private static final String EVIDENCE = """
            select a.device_id, a.at, a.evidence, a.at >= $3 as counts
            from unnest($2::bytea[]) as w(device_id)
            cross join lateral (
                (select i.device_id, i.attestation_id, i.at, i.evidence from attestation i
                 where i.catalog_id = $1 and i.device_id = w.device_id and i.at >= $3
                 order by i.attestation_id desc limit $4)
                union all
                (select b.device_id, b.attestation_id, b.at, b.evidence from attestation b
                 where b.catalog_id = $1 and b.device_id = w.device_id and b.at < $3
                 order by b.attestation_id desc limit 1)
            ) a
            order by a.device_id, a.attestation_id""";

    private ReplayedDevices() {}

    /**
     * A device of a page.
     *
     * @param id its ID
     * @param group its group
     * @param feed where its operating system comes from
     * @param rollout digests of the images that its group's deployment brings
     * @param evidence what it stored, the oldest first
     */
    record Device(DeviceId id, UUID group, OsSource feed, Set<Digest> rollout, List<Stored> evidence) {}

    /** Counts the devices to which a policy applies, or would. */
    static Uni<Long> count(Sql sql, CatalogId catalog, PolicyKey key) {
        return sql.one(COUNT, row -> row.getLong("devices"), catalog, key.scope(), key.id());
    }

    /** Returns the next page of a replay; shorter than {@link #PAGE} when it is the last one. */
    static Uni<List<Device>> next(Sql sql, Replay replay) {
        return sql.list(
                        DEVICES,
                        row -> new Device(
                                Columns.device(row, "device_id"),
                                row.getUUID("group_id"),
                                new OsSource(
                                        row.getString("part"),
                                        row.getString("os_feed_type"),
                                        replay.revisions().releases()),
                                Columns.digests(row, "rollout"),
                                new ArrayList<>()),
                        replay.catalog(),
                        replay.key().scope(),
                        replay.key().id(),
                        replay.cursor(),
                        PAGE)
                .call(devices -> devices.isEmpty() ? Uni.createFrom().voidItem() : evidence(sql, replay, devices));
    }

    private static Uni<Void> evidence(Sql sql, Replay replay, List<Device> devices) {
        Map<DeviceId, Device> byId = HashMap.newHashMap(devices.size());
        devices.forEach(device -> byId.put(device.id(), device));
        return sql.run(EVIDENCE, replay.catalog(), Columns.devices(byId.keySet()), replay.from(), MAX_EVIDENCES)
                .invoke(rows -> rows.forEach(row -> add(byId, row)))
                .replaceWithVoid();
    }

    private static void add(Map<DeviceId, Device> byId, Row row) {
        Device device = byId.get(Columns.device(row, "device_id"));
        if (device != null) {
            Instant at = Columns.instant(row, "at");
            device.evidence().add(new Stored(at, Columns.blob(row, "evidence"), row.getBoolean("counts")));
        }
    }
}
