package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Devices of a phase of a rollout, by counters that are exact.
 *
 * @param phase number of the phase that opened the devices first
 */
record CountedDevices(UUID rollout, int phase, RolloutCounts counts) {
    // Devices held by their trust or by a pin count as held only, whatever their last step was.
    // Unreachable devices have no counter: this reads at most 10,000 of a rollout by the index on unreachable devices.
    private static final String COUNTS = """
            select m.rollout_id, m.phase,
                coalesce(sum(m.devices) filter (where m.measure = 'TARGETED'), 0)::bigint as targeted,
                coalesce(sum(m.devices) filter (where m.measure = 'UNREACHABLE'), 0)::bigint as unreachable,
                coalesce(sum(m.devices) filter (where m.measure = 'HELD'), 0)::bigint as held,
                coalesce(sum(m.devices) filter (where m.measure in ('OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED')), 0)::bigint
                    as installing,
                coalesce(sum(m.devices) filter (where m.measure in ('INSTALLED', 'CONFIRMED')), 0)::bigint as installed,
                coalesce(sum(m.devices) filter (where m.measure = 'ATTESTED'), 0)::bigint as attested,
                coalesce(sum(m.devices) filter (where m.measure = 'FAILED'), 0)::bigint as failed,
                coalesce(sum(m.devices) filter (where m.measure = 'RETURNED'), 0)::bigint as returned,
                coalesce(sum(m.devices) filter (where m.measure = 'NOT_ATTESTED'), 0)::bigint as not_attested,
                coalesce(sum(m.devices) filter (where m.measure = 'SILENT'), 0)::bigint as silent
            from (
                select c.rollout_id, c.phase, c.measure, c.devices
                from current_rollout_count c where c.catalog_id = $1 and c.rollout_id = any ($2::uuid[])
                union all
                select r.rollout_id, coalesce(u.phase, r.phase), 'UNREACHABLE', count(*)
                from active_rollout r
                cross join lateral (
                    select %s as phase
                    from device d
                    where d.catalog_id = r.catalog_id and d.group_id = r.group_id and d.unreachable
                      and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                      and (d.rollout_id is distinct from r.rollout_id or d.rollout_step = '')
                      and d.trust <> 'UNTRUSTED' and d.pinned_at is null
                    limit 10000
                ) u
                where r.catalog_id = $1 and r.rollout_id = any ($2::uuid[])
                group by r.rollout_id, coalesce(u.phase, r.phase)
                union all
                select h.rollout_id, h.phase, x.measure, x.sign * h.devices
                from (%s) h cross join lateral (values ('HELD', 1), (h.step, -1)) x(measure, sign)
                where x.measure <> ''
            ) m
            group by m.rollout_id, m.phase""".formatted(HeldDevices.OPENED_BY, HeldDevices.SELECT);

    /** Returns the devices of all open phases of some rollouts. */
    static Uni<List<CountedDevices>> of(Tx tx, Collection<UUID> rollouts) {
        return tx.list(COUNTS, CountedDevices::read, tx.catalog(), Columns.guids(rollouts, id -> id));
    }

    private static CountedDevices read(Row row) {
        long targeted = row.getLong("targeted");
        long unreachable = row.getLong("unreachable");
        long held = row.getLong("held");
        long installing = row.getLong("installing");
        long installed = row.getLong("installed");
        long attested = row.getLong("attested");
        long failed = row.getLong("failed");
        long returned = row.getLong("returned");
        long notAttested = row.getLong("not_attested");
        long silent = row.getLong("silent");
        long unknown = targeted
                - (unreachable + held + installing + installed + attested + failed + returned + notAttested + silent);
        return new CountedDevices(
                row.getUUID("rollout_id"),
                row.getInteger("phase"),
                new RolloutCounts(
                        targeted,
                        unknown,
                        unreachable,
                        held,
                        installing,
                        installed,
                        attested,
                        failed,
                        returned,
                        notAttested,
                        silent,
                        unknown + installing + installed));
    }
}
