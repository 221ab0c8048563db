package dev.holdfast.backend.update.rollout;

/** Open devices without a result that are held by their trust or by a pin, as in the update state of a device. */
final class HeldDevices {
    /** Number of the first open phase that has the device {@code d} of a rollout {@code r}; null for none. */
    static final String OPENED_BY = """
            (select min(p.position) from rollout_phase p
             where p.catalog_id = d.catalog_id and p.rollout_id = r.rollout_id and p.opened_at is not null
               and ((d.bucket - r.seed + 10000) % 10000 < p.buckets or d.member_hash = any (p.hashes)))""";

    /**
     * Rows of rollout, phase, last step, and number of devices, without those of the counter HELD. {@code $1}: catalog. {@code $2}: array
     * of rollouts. They have no counter: this reads at most 10,000 of a rollout.
     */
    static final String SELECT = """
            select r.rollout_id, coalesce(u.phase, r.phase) as phase, u.step, count(*) as devices
            from active_rollout r
            cross join lateral (
                select case when d.rollout_id = r.rollout_id then d.rollout_phase
                           else %s end as phase,
                       case when d.rollout_id = r.rollout_id then d.rollout_step else '' end as step
                from device d
                where d.catalog_id = r.catalog_id and d.group_id = r.group_id
                  and (d.trust = 'UNTRUSTED' or d.pinned_at is not null)
                  and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                  and (d.rollout_id is distinct from r.rollout_id
                      or d.rollout_step in ('', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED'))
                limit 10000
            ) u
            where r.catalog_id = $1 and r.rollout_id = any ($2::uuid[])
            group by r.rollout_id, coalesce(u.phase, r.phase), u.step""".formatted(OPENED_BY);

    private HeldDevices() {}
}
