package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Number of open devices by phase. Triggers and moves count devices that join or leave the group. */
final class Targeted {
    // $4 to $7: ranges of buckets. $8: hashes of more devices. $9: hashes of devices in the ranges that are left out.
    // Devices in both a range and the list count once.
    private static final String COUNT = """
            insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
            select $1, $2, $10, 'TARGETED', n.devices
            from (select (
                    select count(*) from device d where d.catalog_id = $1 and d.group_id = $3 and d.bucket >= $4 and d.bucket < $5
                        and not d.member_hash = any ($9::bigint[])
                ) + (
                    select count(*) from device d where d.catalog_id = $1 and d.group_id = $3 and d.bucket >= $6 and d.bucket < $7
                        and not d.member_hash = any ($9::bigint[])
                ) + (
                    select count(*) from device d join unnest($8::bigint[]) l(hash) on l.hash = d.member_hash
                    where cardinality($8::bigint[]) > 0 and d.catalog_id = $1 and d.group_id = $3
                        and not (d.bucket >= $4 and d.bucket < $5 or d.bucket >= $6 and d.bucket < $7)
                ) as devices) n
            where n.devices > 0""";
    private static final String LOCK_GROUP =
            "select group_id from device_group where catalog_id = $1 and group_id = $2 for no key update";

    private Targeted() {}

    /** Waits for claims, moves and departures of devices of the catalog, and makes new ones wait until the transaction ends. Locks the group. */
    static Uni<Void> lock(Tx tx, Rollout rollout) {
        return tx.alone("open_devices " + tx.catalog())
                .chain(() -> tx.run(LOCK_GROUP, tx.catalog(), rollout.group()))
                .replaceWithVoid();
    }

    /** Counts the devices that a phase opened. Needs the lock. */
    static Uni<Void> count(Tx tx, Rollout rollout, int phase, OpenMembers after) {
        OpenMembers before = rollout.audience();
        Set<Long> added = new HashSet<>(after.listed());
        before.listed().forEach(added::remove);
        Set<Long> leftOut = new HashSet<>(before.listed());
        leftOut.addAll(before.excluded());
        List<OpenMembers.Range> ranges = after.ranges(before.buckets(), after.buckets());
        return tx.update(
                        COUNT,
                        tx.catalog(),
                        rollout.id(),
                        rollout.group(),
                        ranges.getFirst().from(),
                        ranges.getFirst().to(),
                        ranges.getLast().from(),
                        ranges.getLast().to(),
                        added.toArray(Long[]::new),
                        leftOut.toArray(Long[]::new),
                        phase)
                .replaceWithVoid();
    }
}
