package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.policy.PreviewUpdatePolicy;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.TargetImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares the targets of devices before and after a change of their group, its settings, or by a rollout. Changes nothing. */
public final class PreviewTargets {
    private static final String MEMBERS = """
            coalesce(rollout_has(l.seed, l.buckets, l.listed, l.excluded, x.bucket, x.member_hash), false) as leaves,
            coalesce(rollout_has(j.seed, j.buckets, j.listed, j.excluded, x.bucket, x.member_hash), false) as joins
            from chosen x
            cross join asked a
            left join endorsement e on e.device_id = x.device_id
            left join active_rollout l on l.catalog_id = $1 and l.group_id = x.group_id
            left join active_rollout j on j.catalog_id = $1 and j.group_id = a.group_id""";

    /** Counts the devices by software. The row of all devices has no part. */
    private static final String COUNTED = """
            , counted as (
                select d.group_id, d.part, d.os_version, d.attested_manifest, d.leaves, d.joins, count(*) as devices,
                    count(*) filter (where d.blocked_at is not null) as blocked,
                    count(*) filter (where d.blocked_at is null and d.pinned_at is not null) as pinned,
                    count(*) filter (where d.blocked_at is null and d.pinned_at is null and d.is_silent) as offline,
                    count(*) filter (where d.leaves and d.moves) as leaving,
                    %s as minutes
                from (
                    select x.group_id, coalesce(e.sku, '') as part, x.os_version, x.attested_manifest, x.blocked_at, x.pinned_at,
                        x.last_seen, a.now, x.group_id <> a.group_id as moves,
                        coalesce(x.last_seen, x.claimed_at) < a.silent_since as is_silent,
                        %s) d
                group by grouping sets ((d.group_id, d.part, d.os_version, d.attested_manifest, d.leaves, d.joins), ()))
            select c.part, c.os_version, v.deployment_id as attested, c.devices, c.blocked, c.pinned, c.offline, c.leaving, c.minutes,
                b.release_id as release_before, b.deployment_id as deployment_before,
                t.release_id as release_after, t.deployment_id as deployment_after
            from counted c
            cross join asked a
            left join deployment_version v on v.catalog_id = $1 and v.manifest_version = c.attested_manifest
                and c.attested_manifest > 0
            """.formatted(Silence.contactMinutes("d.now"), MEMBERS);

    /** Counts the devices with another target that are neither blocked nor pinned, by the facts for their update policy. */
    private static final String POLLED = """
            , polled as (
                select d.*, count(*) as devices
                from (
                    select x.group_id, coalesce(e.sku, '') as part, coalesce(x.os_version, '') as os_version, x.trust,
                        array(select t.tag from device_tag t
                            where t.catalog_id = x.catalog_id and t.device_id = x.device_id order by t.tag) as tags,
                        case when x.group_id = a.group_id then x.installed_manifest else 0 end as installed_manifest,
                        %s
                    where x.blocked_at is null and x.pinned_at is null) d
                group by 1, 2, 3, 4, 5, 6, 7, 8)
            select d.*, t.release_id is not null as has_system, t.deployment_id is not null as has_applications
            from (select distinct group_id, part, leaves, joins from polled) c
            cross join asked a
            """.formatted(MEMBERS);

    private static final String WITH_ANOTHER_TARGET = """
            join polled d on d.group_id = c.group_id and d.part = c.part and d.leaves = c.leaves and d.joins = c.joins
            where t.release_id is not null and t.release_id is distinct from b.release_id
               or t.deployment_id is not null and t.deployment_id is distinct from b.deployment_id
            """;

    /**
     * Joins the target of a group, as the renewal of its manifest sets would choose it. Parameters: group, OS feed, update policy, whether a
     * rollout of the group has opened the devices, alias, releases and deployment of another rollout.
     */
    private static final String TARGET = """
            left join lateral (
                select case when %3$s <> 'NoUpdates' then coalesce(n.release_id,
                        release_of_feed(g.catalog_id, g.group_id, c.part, %2$s, a.keeps)) end as release_id,
                    case %3$s when 'UpdateAll' then coalesce(%7$s, r.deployment_id, p.deployment_id) end as deployment_id
                from device_group g
                left join active_rollout r on r.catalog_id = g.catalog_id and r.group_id = g.group_id and not r.is_withheld and %4$s
                left join os_release n on n.part = c.part and n.release_id = any (coalesce(%6$s, r.releases)) and n.withdrawn_at is null
                left join deployment p on p.catalog_id = g.catalog_id and p.group_id = g.group_id and p.current_since is not null
                    and p.superseded_at is null
                where g.catalog_id = $1 and g.group_id = %1$s) %5$s on true
            """;

    private static final String BEFORE = TARGET.formatted(
            "c.group_id", "g.os_feed_type", "g.update_policy", "c.leaves", "b", "null::uuid[]", "null::uuid");
    private static final String AFTER = TARGET.formatted(
            "a.group_id",
            "coalesce(a.feed, g.os_feed_type)",
            "coalesce(a.update_policy, g.update_policy)",
            "c.joins",
            "t",
            "a.releases",
            "a.deployment_id");

    private static final String PARTS_OF_GROUP = """
            select p.group_id, p.part, false as leaves, false as joins
            from group_part p where p.catalog_id = $1 and p.group_id = a.group_id""";
    private static final String PARTS_OF_DEVICES = """
            select distinct x.group_id, e.sku as part, false as leaves, false as joins
            from chosen x join endorsement e on e.device_id = x.device_id and e.sku <> ''""";

    private static final String NO_ROLLOUT = ", null::uuid[] as releases, null::uuid as deployment_id)";

    private PreviewTargets() {}

    /**
     * A change to preview.
     *
     * @param group group of the devices after the change
     * @param policy its update policy after the change
     * @param proposed images of deployments that are not stored
     * @param emergency whether the change is a rollout that is an emergency
     */
    private record Change(UUID group, UpdatePolicy policy, Map<UUID, List<ImageView>> proposed, boolean emergency) {}

    /** Returns the effect of a move to a group. */
    static Uni<TargetImpact> ofMove(Tx tx, SqlBuilder devices, UUID group, UpdatePolicy policy) {
        return of(tx, move(tx, devices, group), new Change(group, policy, Map.of(), false));
    }

    /** Returns the effect of other settings. A release that a rollout would bring counts as offered. */
    static Uni<TargetImpact> ofSettings(Tx tx, UUID group, String feed, UpdatePolicy policy) {
        return of(tx, settings(tx, group, feed, policy), new Change(group, policy, Map.of(), false));
    }

    /** Returns the targets of the parts of a group before and after other settings, without numbers of devices. */
    static Uni<List<CountedDevices>> partsOfSettings(Tx tx, UUID group, String feed, UpdatePolicy policy) {
        return parts(tx, settings(tx, group, feed, policy), PARTS_OF_GROUP);
    }

    /** Returns the targets of devices by part before and after a move, without numbers of devices. */
    static Uni<List<CountedDevices>> partsOfMove(Tx tx, Collection<DeviceId> devices, UUID group) {
        SqlBuilder named = new SqlBuilder(tx.catalog())
                .sql("select d.* from device d where d.catalog_id = $1 and d.device_id = any (")
                .value(Columns.devices(devices), "bytea[]")
                .sql(")");
        return parts(tx, move(tx, named, group), PARTS_OF_DEVICES);
    }

    private static Uni<List<CountedDevices>> parts(Tx tx, SqlBuilder asked, String parts) {
        String query = """

            select c.part, b.release_id as release_before, b.deployment_id as deployment_before,
                t.release_id as release_after, t.deployment_id as deployment_after
            from asked a
            cross join lateral (%s) c
            """.formatted(parts);
        return tx.list(asked.text() + query + BEFORE + AFTER, CountedDevices::ofPart, asked.parameters());
    }

    private static SqlBuilder move(Tx tx, SqlBuilder devices, UUID group) {
        return asked(tx, devices, group)
                .sql(", null::text as feed, null::text as update_policy, true as keeps")
                .sql(NO_ROLLOUT);
    }

    private static SqlBuilder settings(Tx tx, UUID group, String feed, UpdatePolicy policy) {
        return asked(tx, devices(tx, group), group)
                .sql(", ")
                .value(feed, "text")
                .sql(" as feed, ")
                .value(policy.apiName(), "text")
                .sql(" as update_policy, false as keeps")
                .sql(NO_ROLLOUT);
    }

    /**
     * Returns the effect of a rollout to a group after its last phase.
     *
     * @param releases releases of the operating system; empty for a rollout of images
     * @param images images in installation order; empty for a rollout of an operating system
     * @param emergency whether the rollout is an emergency
     */
    public static Uni<TargetImpact> ofRollout(
            Tx tx, GroupRef group, List<UUID> releases, List<ImageView> images, boolean emergency) {
        UUID deployment = UUID.randomUUID();
        SqlBuilder asked = asked(tx, devices(tx, group.id()), group.id())
                .sql(", null::text as feed, null::text as update_policy, true as keeps, nullif(")
                .value(Columns.guids(releases, release -> release), "uuid[]")
                .sql(", '{}') as releases, ");
        SqlBuilder complete = images.isEmpty() ? asked.sql("null::uuid") : asked.value(deployment, "uuid");
        return of(
                tx,
                complete.sql(" as deployment_id)"),
                new Change(group.id(), group.policy(), Map.of(deployment, images), emergency));
    }

    private static SqlBuilder devices(Tx tx, UUID group) {
        return new SqlBuilder(tx.catalog())
                .sql("select d.* from device d where d.catalog_id = $1 and d.group_id = ")
                .value(group, "uuid");
    }

    private static SqlBuilder asked(Tx tx, SqlBuilder devices, UUID group) {
        return devices.prepend("with chosen as not materialized (")
                .sql("), asked as (select ")
                .value(group, "uuid")
                .sql(" as group_id, ")
                .value(tx.now(), "timestamptz")
                .sql(" as now, ")
                .value(Silence.since(tx), "timestamptz")
                .sql(" as silent_since");
    }

    private static Uni<TargetImpact> of(Tx tx, SqlBuilder asked, Change change) {
        String targets = BEFORE + AFTER;
        return PreviewUpdatePolicy.held(
                        tx,
                        change.group(),
                        change.policy(),
                        change.emergency(),
                        asked.text() + POLLED + targets + WITH_ANOTHER_TARGET,
                        asked.parameters())
                .chain(held -> tx.list(asked.text() + COUNTED + targets, row -> row, asked.parameters())
                        .chain(rows -> impact(tx, rows, change, held)));
    }

    private static Uni<TargetImpact> impact(Tx tx, List<Row> rows, Change change, long held) {
        Row all = rows.stream()
                .filter(row -> row.getString("part") == null)
                .findFirst()
                .orElseThrow();
        List<CountedDevices> counted = rows.stream()
                .filter(row -> row.getString("part") != null)
                .map(CountedDevices::of)
                .toList();
        return KnownSoftware.of(tx, counted, change.proposed())
                .map(known -> impact(all, new Effects(known, change.policy()), counted, held));
    }

    private static TargetImpact impact(Row all, Effects effects, List<CountedDevices> counted, long held) {
        counted.forEach(effects::add);
        return new TargetImpact(
                all.getLong("devices"),
                all.getLong("blocked"),
                all.getLong("pinned"),
                held,
                effects.changes(),
                effects.bytes(),
                all.getLong("minutes"),
                all.getLong("leaving"),
                effects.failures());
    }
}
