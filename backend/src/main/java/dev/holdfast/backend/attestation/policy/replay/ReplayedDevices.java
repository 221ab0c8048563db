package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.policy.PolicyKey;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.subject.Targets;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.policy.ReplayView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the devices of a policy and their evidence, page by page. Not thread-safe: replay a page before reading the next one. */
final class ReplayedDevices {
    /** Devices of a page: usually 2 MB of evidence, at most 100 MB. */
    static final int PAGE = 200;

    /** Groups to which the policy of scope $2 and GUID $3 applies or would apply: those without an active policy of a nearer scope. */
    private static final String GROUPS = """
                select g.group_id from device_group g
                left join policy_active gp
                    on gp.catalog_id = g.catalog_id and gp.kind = 'attestation' and gp.scope = 'GROUP' and gp.scope_id = g.group_id
                left join policy_active pp
                    on pp.catalog_id = g.catalog_id and pp.kind = 'attestation' and pp.scope = 'PRODUCT' and pp.scope_id = g.product_id
                where g.catalog_id = $1 and case $2::text
                    when 'GROUP' then g.group_id = $3
                    when 'PRODUCT' then g.product_id = $3 and gp.version is null
                    else gp.version is null and pp.version is null end""";
    // coalesce as in DEVICES: with old statistics, PostgreSQL would join every group with every device.
    private static final String COUNT = "select count(*) as devices from device where catalog_id = $1"
            + " and coalesce(group_id = any (array(" + GROUPS + ")), false)";
    // Scans the primary key from the end of the last page. coalesce prevents the use of the index on groups, with which
    // PostgreSQL would read and sort all remaining devices for every page.
    private static final String DEVICES = """
            select d.device_id, d.group_id, d.granted_capabilities, coalesce(e.sku, '') as part, g.os_feed_type, g.target_manifest, t.*,
                ci.digests as current_digests, ni.digests as next_digests
            from (
                select device_id, group_id, granted_capabilities, bucket, member_hash, kept_deployment_id, kept_until,
                    pinned_at, update_version, update_step, update_code from device
                where catalog_id = $1 and device_id > $4 and coalesce(group_id = any (array(%s)), false)
                order by device_id limit $5) d
            join device_group g on g.catalog_id = $1 and g.group_id = d.group_id
            left join endorsement e on e.device_id = d.device_id
            cross join lateral device_sets($1, d.group_id, coalesce(e.sku, ''), d.bucket, d.member_hash,
                case when d.kept_until > $6 then d.kept_deployment_id end, $6, d.pinned_at is not null,
                case when d.update_step = 'HELD' and d.update_code = update_policy_of($1, d.group_id) then d.update_version end) t
            cross join lateral measured_images($1, t.current_deployment, t.current_listed_release) ci
            cross join lateral measured_images($1, t.next_deployment, t.next_listed_release) ni
            order by d.device_id""".formatted(GROUPS);
    // For each device, the newest $4 attestations from first.number on, and the last one before, to provide counters.
    // attestation_id follows time, except for delays of writing, so first.number, from an hour before the period, is a
    // lower bound for the period. Reads no other columns and sorts short lists, because rows with evidence are wide.
    private static final String EVIDENCE = """
            select w.position::int, p.pieces
            from (select coalesce(min(e.attestation_id), 9223372036854775807) as number
                  from (select attestation_id from attestation
                        where catalog_id = $1 and at >= $3::timestamptz - interval '1 hour' order by at limit 100) e) first
            cross join unnest($2::bytea[]) with ordinality as w(device_id, position)
            cross join lateral (
                select string_agg(""" + PackedEvidence.PACKED + """
            , ''::bytea) as pieces from (
                    (select i.attestation_id, i.at, i.state_id, i.evidence_cut, i.evidence from attestation i
                     where i.catalog_id = $1 and i.device_id = w.device_id and i.attestation_id >= first.number
                     order by i.attestation_id desc limit $4)
                    union all
                    (select b.attestation_id, b.at, b.state_id, b.evidence_cut, b.evidence from attestation b
                     where b.catalog_id = $1 and b.device_id = w.device_id and b.attestation_id < first.number
                     order by b.attestation_id desc limit 1)
                ) a
            ) p where p.pieces is not null""";

    private final SharedEvidence shared = new SharedEvidence();

    /**
     * A device of a page.
     *
     * @param feed source of its operating system, without the release that it is offered
     * @param targets images that it should run, and others that counted at some time of the replay
     * @param granted capabilities issued to it
     */
    record Device(
            DeviceId id,
            UUID group,
            OsFeedRevision feed,
            Targets targets,
            GrantedCapabilities granted,
            PackedEvidence evidence) {
        /** Returns the sources of the operating systems that it may have been offered. */
        Stream<OsFeedRevision> feeds() {
            return targets.all().map(target -> feed.offering(target.release()));
        }
    }

    /** Counts the devices to which a policy applies or would apply. */
    static Uni<Long> count(Tx tx, PolicyKey key) {
        return tx.one(COUNT, row -> row.getLong("devices"), tx.catalog(), key.scope(), key.id());
    }

    /** Returns the next page; a page shorter than {@link #PAGE} is the last one. */
    Uni<List<Device>> next(Tx tx, Replay replay) {
        return tx.list(
                        DEVICES,
                        row -> row,
                        replay.catalog(),
                        replay.key().scope(),
                        replay.key().id(),
                        replay.cursor(),
                        PAGE,
                        replay.from())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : evidence(tx, replay, rows)
                                .map(evidence -> IntStream.range(0, rows.size())
                                        .mapToObj(i -> device(replay, rows.get(i), evidence[i]))
                                        .toList()));
    }

    /** Returns the evidence of a device of the newest page, oldest first. */
    List<Stored> evidence(Replay replay, Device device) {
        return device.evidence().oldestFirst(shared, replay.from());
    }

    private static Device device(Replay replay, Row row, PackedEvidence evidence) {
        return new Device(
                Columns.device(row, "device_id"),
                row.getUUID("group_id"),
                new OsFeedRevision(
                        row.getString("part"),
                        row.getString("os_feed_type"),
                        null,
                        replay.revisions().releases()),
                Targets.of(row, row.getLong("target_manifest")),
                GrantedCapabilities.of((JsonObject) row.getValue("granted_capabilities")),
                evidence);
    }

    /** Reads the stored evidence of devices and registers the needed states. */
    private Uni<PackedEvidence[]> evidence(Tx tx, Replay replay, List<Row> devices) {
        PackedEvidence[] all = new PackedEvidence[devices.size()];
        Arrays.fill(all, PackedEvidence.NONE);
        shared.begin();
        Object ids = Columns.byteArrays(devices, row -> Columns.bytes(row, "device_id"));
        return tx.run(EVIDENCE, replay.catalog(), ids, replay.from(), ReplayView.MAX_EVIDENCE_PER_DEVICE)
                .invoke(rows -> rows.forEach(row -> {
                    PackedEvidence pieces = new PackedEvidence(row.getBuffer(1).getBytes());
                    pieces.register(shared);
                    all[row.getInteger(0) - 1] = pieces;
                }))
                .chain(() -> shared.fetch(tx))
                .replaceWith(all);
    }
}
