package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Devices that a phase opens next.
 *
 * @param goal devices of the phase when all of them are open
 * @param audience open devices after this step
 */
record Opening(OpenedPhase goal, OpenMembers audience) {
    private static final String GROUP_SIZE = """
            select coalesce(sum(devices), 0)::bigint as devices from current_device_count
            where catalog_id = $1 and group_id = $2 and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')""";
    // $3 to $6: ranges of buckets. $7: hashes to leave out. $8: number of rows. The first range comes first.
    private static final String PLACES = """
            select x.bucket, x.member_hash from (
                (select 1 as part, d.bucket, d.member_hash from device d
                where d.catalog_id = $1 and d.group_id = $2 and d.bucket >= $3 and d.bucket < $4 and not d.member_hash = any ($7::bigint[])
                order by d.bucket, d.member_hash limit $8::bigint + $9::bigint)
                union all
                (select 2, d.bucket, d.member_hash from device d
                where d.catalog_id = $1 and d.group_id = $2 and d.bucket >= $5 and d.bucket < $6 and not d.member_hash = any ($7::bigint[])
                order by d.bucket, d.member_hash limit $8::bigint + $9::bigint)) x
            order by x.part, x.bucket, x.member_hash offset $9::bigint limit $8::bigint""";
    private static final String TAGGED = """
            select d.member_hash from device_tag t
            join device d on d.catalog_id = t.catalog_id and d.device_id = t.device_id
            where t.catalog_id = $1 and t.tag = $3 and d.group_id = $2
            order by d.bucket, d.member_hash limit $4""";
    private static final String LISTED = """
            select d.member_hash from device d where d.catalog_id = $1 and d.group_id = $2 and d.device_id = any ($3::bytea[])
            order by d.bucket, d.member_hash""";
    // A bucket of a group of 10 million devices has about 1,000 of them.
    private static final int DEVICES_OF_BUCKET = 2_000;

    /**
     * Decides what the newest phase of a rollout opens next. Returns empty if the list has no room for the devices of the phase.
     *
     * @param phase number of the phase
     * @param atMost maximum number of devices to open, at least 1
     */
    static Uni<Optional<Opening>> of(Tx tx, Rollout rollout, int phase, long atMost) {
        return phase <= rollout.openPhases()
                ? next(tx, rollout, rollout.opened().get(phase - 1), atMost).map(Optional::of)
                : goal(tx, rollout, rollout.plan().phase(phase).selection())
                        .chain(goal -> goal.isEmpty()
                                ? Uni.createFrom().item(Optional.<Opening>empty())
                                : next(tx, rollout, goal.get(), atMost).map(Optional::of));
    }

    private static Uni<Opening> next(Tx tx, Rollout rollout, OpenedPhase goal, long atMost) {
        OpenMembers audience = rollout.audience();
        List<Long> closed = goal.closed(audience);
        if (!closed.isEmpty()) {
            return Uni.createFrom()
                    .item(new Opening(
                            goal, audience.listing(closed.stream().limit(atMost).toList())));
        }
        if (goal.buckets() <= audience.buckets()) {
            return Uni.createFrom().item(new Opening(goal, audience));
        }
        return fitting(tx, rollout, goal, atMost)
                .chain(fitting -> places(
                                tx, rollout, audience.buckets(), audience.buckets() + 1, Set.of(), 0, DEVICES_OF_BUCKET)
                        .map(places -> new Opening(
                                goal,
                                audience.widened(
                                        fitting,
                                        places.stream().map(Place::hash).toList(),
                                        atMost))));
    }

    /** Returns the length of the arc that opens at most a number of devices. */
    private static Uni<Integer> fitting(Tx tx, Rollout rollout, OpenedPhase goal, long atMost) {
        if (atMost >= Integer.MAX_VALUE) {
            return Uni.createFrom().item(goal.buckets());
        }
        OpenMembers audience = rollout.audience();
        return places(tx, rollout, audience.buckets(), goal.buckets(), new HashSet<>(audience.listed()), atMost, 1)
                .map(tooMany -> tooMany.stream()
                        .findFirst()
                        .map(place -> Math.floorMod(place.bucket() - audience.seed(), Member.BUCKETS))
                        .orElse(goal.buckets()));
    }

    /** Returns the devices of a phase that begins to open; empty if the list has no room for them. */
    private static Uni<Optional<OpenedPhase>> goal(Tx tx, Rollout rollout, Selection selection) {
        return switch (selection) {
            case Selection.Tagged(String tag) ->
                tx.list(
                                TAGGED,
                                row -> row.getLong("member_hash"),
                                tx.catalog(),
                                rollout.group(),
                                tag,
                                MemberList.MAX_LISTED + 1)
                        .map(hashes -> listed(rollout.audience(), hashes));
            case Selection.Listed(List<DeviceId> devices) ->
                tx.list(
                                LISTED,
                                row -> row.getLong("member_hash"),
                                tx.catalog(),
                                rollout.group(),
                                Columns.devices(devices))
                        .map(hashes -> listed(rollout.audience(), hashes));
            case Selection.Percent percent
            when percent.isEverything() ->
                Uni.createFrom().item(Optional.of(new OpenedPhase(Member.BUCKETS, List.of())));
            case Selection.Percent percent ->
                groupSize(tx, rollout)
                        .chain(size -> firstDevices(tx, rollout, percent.devices(size), percent.buckets()))
                        .map(Optional::of);
            case Selection.Count(int devices) ->
                groupSize(tx, rollout)
                        .chain(size -> firstDevices(tx, rollout, Math.min(devices, size), arc(devices, size)))
                        .map(Optional::of);
        };
    }

    private static Optional<OpenedPhase> listed(OpenMembers audience, List<Long> hashes) {
        OpenedPhase goal = new OpenedPhase(audience.buckets(), hashes);
        return audience.listed().size() + goal.closed(audience).size() > MemberList.MAX_LISTED
                ? Optional.empty()
                : Optional.of(goal);
    }

    private static Uni<Long> groupSize(Tx tx, Rollout rollout) {
        return tx.one(GROUP_SIZE, row -> row.getLong("devices"), tx.catalog(), rollout.group());
    }

    private static int arc(int devices, long size) {
        return size == 0
                ? Member.BUCKETS
                : (int) Math.min(Member.BUCKETS, Math.ceilDiv((long) devices * Member.BUCKETS, size));
    }

    /** Returns the first devices of the group in the order of the arc, with the open ones: as a list if they fit, otherwise as an arc. */
    private static Uni<OpenedPhase> firstDevices(Tx tx, Rollout rollout, long devices, int buckets) {
        OpenMembers audience = rollout.audience();
        if (devices > MemberList.MAX_LISTED || audience.buckets() > 0) {
            return Uni.createFrom().item(new OpenedPhase(Math.max(buckets, audience.buckets()), List.of()));
        }
        int more = (int) Math.max(0, devices - audience.listed().size());
        return places(tx, rollout, 0, Member.BUCKETS, new HashSet<>(audience.listed()), 0, more)
                .map(places ->
                        new OpenedPhase(0, places.stream().map(Place::hash).toList()));
    }

    /**
     * A device of the group.
     *
     * @param bucket the device's bucket
     * @param hash the device's hash
     */
    private record Place(int bucket, long hash) {}

    /** Returns devices in an arc in its order, without excluded ones. */
    private static Uni<List<Place>> places(
            Tx tx, Rollout rollout, int from, int to, Set<Long> except, long skip, int most) {
        Set<Long> out = new HashSet<>(except);
        out.addAll(rollout.audience().excluded());
        List<OpenMembers.Range> ranges = rollout.audience().ranges(from, to);
        return tx.list(
                PLACES,
                row -> new Place(row.getInteger("bucket"), row.getLong("member_hash")),
                tx.catalog(),
                rollout.group(),
                ranges.getFirst().from(),
                ranges.getFirst().to(),
                ranges.getLast().from(),
                ranges.getLast().to(),
                Columns.longs(out, hash -> hash),
                (long) most,
                skip);
    }
}
