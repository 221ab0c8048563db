package dev.holdfast.backend.update.rollout;

import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Devices that a rollout has opened: those in an arc of buckets and the listed ones, without the excluded ones.
 *
 * @param seed first bucket of the arc
 * @param buckets length of the arc, 0 to {@link Member#BUCKETS}
 * @param listed hashes of listed devices, at most {@link MemberList#MAX_LISTED}
 * @param excluded hashes of devices that are exempt from the rollout, at most {@link MemberList#MAX_EXCLUDED}
 */
record OpenMembers(int seed, int buckets, List<Long> listed, List<Long> excluded) {
    /** Copies the lists. */
    OpenMembers {
        listed = List.copyOf(listed);
        excluded = List.copyOf(excluded);
    }

    /** Returns these devices and more listed ones. */
    OpenMembers listing(List<Long> more) {
        List<Long> all = new ArrayList<>(listed);
        all.addAll(more);
        return new OpenMembers(seed, buckets, all, excluded);
    }

    /** Returns these devices with a longer arc. */
    OpenMembers widenedTo(int longer) {
        return new OpenMembers(seed, longer, listed, excluded);
    }

    /** Returns these devices without one more. */
    OpenMembers without(long hash) {
        List<Long> all = new ArrayList<>(excluded);
        all.add(hash);
        return new OpenMembers(seed, buckets, listed, all);
    }

    /** Returns whether a bucket is in the arc. */
    boolean hasBucket(int bucket) {
        return Math.floorMod(bucket - seed, Member.BUCKETS) < buckets;
    }

    /**
     * Returns these devices and one that was excluded.
     *
     * @param isListed whether it must be listed. The list must have room for it
     */
    OpenMembers with(long hash, boolean isListed) {
        List<Long> others = excluded.stream().filter(other -> other != hash).toList();
        OpenMembers included = new OpenMembers(seed, buckets, listed, others);
        return isListed && !listed.contains(hash) ? included.listing(List.of(hash)) : included;
    }

    /**
     * Widens the arc by whole buckets, as far as a number of devices permits. If one bucket has more devices than that, lists some of them.
     * If the list has no room either, widens the arc by one bucket.
     *
     * @param fitting length of the arc that has no more devices than that; {@link #buckets} if the next bucket has more
     * @param next hashes of the devices in the next bucket in their order, also of listed ones
     * @param atMost maximum number of devices to open, at least 1
     */
    OpenMembers widened(int fitting, List<Long> next, long atMost) {
        if (fitting > buckets) {
            return widenedTo(fitting, next);
        }
        Set<Long> already = new HashSet<>(listed);
        long room = Math.min(atMost, MemberList.MAX_LISTED - listed.size());
        return room <= 0
                ? widenedTo(buckets + 1, next)
                : listing(next.stream()
                        .filter(hash -> !already.contains(hash))
                        .limit(room)
                        .toList());
    }

    /** Widens the arc. Listed devices of its first new bucket need no place in the list any more. */
    private OpenMembers widenedTo(int longer, List<Long> next) {
        Set<Long> inside = new HashSet<>(next);
        return new OpenMembers(
                seed,
                longer,
                listed.stream().filter(hash -> !inside.contains(hash)).toList(),
                excluded);
    }

    /** Returns the two ranges of buckets at some distances from the seed: up to the last bucket, and from bucket 0. Each may be empty. */
    List<Range> ranges(int from, int to) {
        int first = seed + from;
        int end = seed + to;
        return List.of(
                new Range(Math.min(first, Member.BUCKETS), Math.min(end, Member.BUCKETS)),
                new Range(Math.max(first - Member.BUCKETS, 0), Math.max(end - Member.BUCKETS, 0)));
    }

    /**
     * Range of buckets.
     *
     * @param from first bucket
     * @param to bucket after the last one
     */
    record Range(int from, int to) {}
}
