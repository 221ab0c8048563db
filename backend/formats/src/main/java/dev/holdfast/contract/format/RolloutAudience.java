package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Digest;
import java.util.UUID;

/**
 * Devices of a group that a rollout has opened: those in an arc of buckets and those in a list, without the excluded ones. Bucket 0 follows
 * the last bucket.
 *
 * @param rollout ID of the rollout
 * @param seed first bucket of the arc
 * @param buckets number of buckets in the arc, 0 to {@link Member#BUCKETS}
 * @param listed number of listed devices, at most {@link MemberList#MAX_LISTED}
 * @param excluded number of excluded devices, at most {@link MemberList#MAX_EXCLUDED}
 * @param list SHA-256 of the {@link MemberList}, also if the list is empty
 */
public record RolloutAudience(UUID rollout, int seed, int buckets, int listed, int excluded, Digest list) {
    /** Checks the bounds. */
    public RolloutAudience {
        if (seed < 0 || seed >= Member.BUCKETS || buckets < 0 || buckets > Member.BUCKETS) {
            throw new IllegalArgumentException("the arc of " + buckets + " buckets from " + seed + " is out of range");
        }
        if (listed < 0 || listed > MemberList.MAX_LISTED || excluded < 0 || excluded > MemberList.MAX_EXCLUDED) {
            throw new IllegalArgumentException(
                    listed + " listed and " + excluded + " excluded devices are out of range");
        }
    }

    /** Creates the audience of an arc and a list. */
    public static RolloutAudience of(UUID rollout, int seed, int buckets, MemberList list) {
        return new RolloutAudience(rollout, seed, buckets, list.listed(), list.excluded(), list.digest());
    }

    /**
     * Returns whether a device belongs to the audience.
     *
     * @param list list of this audience, from {@link MemberList#decode}
     */
    public boolean contains(Member member, MemberList list) {
        return (isInArc(member.bucket()) || list.lists(member)) && !list.excludes(member);
    }

    private boolean isInArc(int bucket) {
        return Math.floorMod(bucket - seed, Member.BUCKETS) < buckets;
    }
}
