package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Open devices without a result that are held by their trust or by a pin, as in the update state of a device. They have no counter while
 * the rollout is active. When it ends, their number is added to its counters, which stay.
 */
final class HeldDevices {
    /** Number of the first open phase that has the device {@code d} of a rollout {@code r}; null for none. */
    static final String OPENED_BY = """
            (select min(p.position) from rollout_phase p
             where p.catalog_id = d.catalog_id and p.rollout_id = r.rollout_id and p.opened_at is not null
               and ((d.bucket - r.seed + 10000) % 10000 < p.buckets or d.member_hash = any (p.hashes)))""";

    /** Condition of a held device {@code d} of a rollout {@code r}. */
    private static final String HELD = """
            d.catalog_id = r.catalog_id and d.group_id = r.group_id
                  and (d.trust = 'UNTRUSTED' or d.pinned_at is not null)
                  and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                  and (d.rollout_id is distinct from r.rollout_id
                      or d.rollout_step in ('', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED'))""";

    /**
     * Rows of rollout, phase, last step, and number of devices, without those of the counter HELD. {@code $1}: catalog. {@code $2}: array
     * of rollouts. Empty for ended rollouts. Reads at most 10,000 devices of a rollout.
     */
    static final String SELECT = """
            select r.rollout_id, coalesce(u.phase, r.phase) as phase, u.step, count(*) as devices
            from active_rollout r
            cross join lateral (
                select case when d.rollout_id = r.rollout_id then d.rollout_phase
                           else %s end as phase,
                       case when d.rollout_id = r.rollout_id then d.rollout_step else '' end as step
                from device d
                where %s
                limit 10000
            ) u
            where r.catalog_id = $1 and r.rollout_id = any ($2::uuid[])
            group by r.rollout_id, coalesce(u.phase, r.phase), u.step""".formatted(OPENED_BY, HELD);

    // Locks the devices in key order, as attestations do, so that none of them has another step before the end is
    // stored. The limit keeps the statement below its timeout, because an end must not fail.
    private static final String KEEP = """
            insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
            select $1, $2, h.phase, x.measure, x.sign * h.devices
            from (
                select coalesce(u.phase, u.newest) as phase, u.step, count(*) as devices
                from (
                    select r.phase as newest, case when d.rollout_id = r.rollout_id then d.rollout_phase else %s end as phase,
                           case when d.rollout_id = r.rollout_id then d.rollout_step else '' end as step
                    from rollout r join device d on %s
                    where r.catalog_id = $1 and r.rollout_id = $2 and r.version > 0
                    order by d.device_id limit 100000 for no key update of d
                ) u
                group by 1, 2
            ) h cross join lateral (values ('HELD', 1), (h.step, -1)) x(measure, sign)
            where x.measure <> ''""".formatted(OPENED_BY, HELD);

    private HeldDevices() {}

    /** Adds the held devices to the counters of a rollout, in the transaction that ends it. */
    static Uni<Void> keep(Tx tx, UUID rollout) {
        return tx.update(KEEP, tx.catalog(), rollout).replaceWithVoid();
    }
}
