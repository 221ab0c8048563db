package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads the numbers by which {@link RolloutPlanner} decides. */
final class ReadCounters {
    private static final String COUNTS = """
            select phase, measure, devices from current_rollout_count where catalog_id = $1 and rollout_id = any ($2::uuid[])
            union all
            select phase, 'HELD', devices from (%s) h""".formatted(HeldDevices.SELECT);
    // A crash before a device attested the next images counts for neither deployment.
    private static final String CRASHED = """
            select count(*) filter (where is_next and crashed_at > rollout_at) as next, count(*) filter (where not is_next) as current
            from (
                select d.rollout_id is not distinct from $3 and d.rollout_step = 'ATTESTED' as is_next, d.crashed_at, d.rollout_at
                from device d where d.catalog_id = $1 and d.group_id = $2 and d.crashed_at >= (
                    select max(f.opened_at) from rollout_phase f where f.catalog_id = $1 and f.rollout_id = $3)) x""";
    private static final String GROUP_SIZE = """
            select coalesce(sum(devices), 0)::bigint as devices from current_device_count
            where catalog_id = $1 and group_id = $2 and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')""";
    private static final String ABSENT = """
            select phase_of(d.catalog_id, r.rollout_id, d.bucket, d.member_hash) as phase, count(*) as devices
            from rollout r join device d on d.catalog_id = r.catalog_id and d.group_id = r.group_id
            where r.catalog_id = $1 and r.rollout_id = $2 and d.seen_hour <= $3 and coalesce(d.last_seen, d.claimed_at) <= $3
              and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
              and (d.rollout_id is distinct from r.rollout_id or d.rollout_step = '')
              and d.trust <> 'UNTRUSTED' and d.pinned_at is null
            group by 1""";
    private static final String NOT_ROLLED_BACK = """
            select count(*) as devices from (
                select from device d where d.catalog_id = $1 and d.group_id = $2
                    and (d.attested_manifest = any ($3::bigint[]) or d.rollout_id = $4 and d.installed_manifest = any ($3::bigint[]))
                limit 1) x""";

    private ReadCounters() {}

    /** Reads the numbers. Devices that are out of contact without a step count as in flight, because finding them takes time. */
    static Uni<RolloutCounters> of(Tx tx, Rollout rollout) {
        return read(tx, rollout, Map.of());
    }

    /** Reads the numbers, also of devices that are out of contact. */
    static Uni<RolloutCounters> withAbsent(Tx tx, Rollout rollout) {
        Instant silentSince = tx.now().minus(rollout.silentAfter());
        return tx.list(ABSENT, row -> row, tx.catalog(), rollout.id(), silentSince)
                .chain(rows -> {
                    Map<Integer, Long> absent = new HashMap<>();
                    rows.forEach(row -> absent.put(row.getInteger("phase"), row.getLong("devices")));
                    return read(tx, rollout, absent);
                });
    }

    private static Uni<RolloutCounters> read(Tx tx, Rollout rollout, Map<Integer, Long> absent) {
        return tx.list(COUNTS, row -> row, tx.catalog(), new UUID[] {rollout.id()})
                .map(rows -> phases(rollout, rows, absent))
                .chain(phases -> crashed(tx, rollout, phases)
                        .chain(crashed -> notRolledBack(tx, rollout)
                                .map(left -> new RolloutCounters(
                                        phases,
                                        rollout.state() instanceof Started started
                                                && rollout.isFullyOpen(started.phase()),
                                        crashed.next(),
                                        crashed.current(),
                                        left))));
    }

    private static List<PhaseCounts> phases(Rollout rollout, List<Row> rows, Map<Integer, Long> absent) {
        return IntStream.rangeClosed(1, rollout.openPhases())
                .mapToObj(phase -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.stream()
                            .filter(row -> row.getInteger("phase") == phase)
                            .forEach(row -> counts.merge(row.getString("measure"), row.getLong("devices"), Long::sum));
                    return counts(counts, absent.getOrDefault(phase, 0L));
                })
                .toList();
    }

    private static PhaseCounts counts(Map<String, Long> counts, long absent) {
        return new PhaseCounts(
                counts.getOrDefault("TARGETED", 0L),
                counts.getOrDefault("ATTESTED", 0L),
                counts.getOrDefault("FAILED", 0L),
                counts.getOrDefault("RETURNED", 0L),
                counts.getOrDefault("NOT_ATTESTED", 0L),
                counts.getOrDefault("SILENT", 0L),
                counts.getOrDefault("HELD", 0L) + absent);
    }

    /** Devices that crashed on the next and on the current images. */
    private record Crashed(Share next, Share current) {
        static final Crashed NONE = new Crashed(Share.NONE, Share.NONE);
    }

    private static Uni<Crashed> crashed(Tx tx, Rollout rollout, List<PhaseCounts> phases) {
        if (rollout.plan().rules().stream().noneMatch(rule -> rule.cause() == HaltRule.Cause.CRASH_RATE)) {
            return Uni.createFrom().item(Crashed.NONE);
        }
        long attested = phases.stream().mapToLong(PhaseCounts::attested).sum();
        return tx.one(GROUP_SIZE, row -> row.getLong("devices"), tx.catalog(), rollout.group())
                .chain(size -> tx.one(
                        CRASHED,
                        row -> new Crashed(
                                share(row.getLong("next"), attested), share(row.getLong("current"), size - attested)),
                        tx.catalog(),
                        rollout.group(),
                        rollout.id()));
    }

    /** Returns a share of numbers that were read one after the other, so that the part may have grown beyond the whole. */
    private static Share share(long devices, long of) {
        return new Share(Math.min(devices, Math.max(of, 0)), Math.max(of, 0));
    }

    private static Uni<Long> notRolledBack(Tx tx, Rollout rollout) {
        return rollout.state() instanceof RollingBack
                ? tx.one(
                        NOT_ROLLED_BACK,
                        row -> row.getLong("devices"),
                        tx.catalog(),
                        rollout.group(),
                        rollout.openedVersions().toArray(Long[]::new),
                        rollout.id())
                : Uni.createFrom().item(0L);
    }
}
