package dev.holdfast.backend.update.rollout;

import dev.holdfast.contract.format.Member;
import java.util.HashSet;
import java.util.List;

/**
 * Devices that a phase has when all of them are open. Fixed when the phase begins to open.
 *
 * @param buckets length of the arc
 * @param hashes hashes of listed devices that the phase adds
 */
record OpenedPhase(int buckets, List<Long> hashes) {
    /** Copies the list. */
    OpenedPhase {
        hashes = List.copyOf(hashes);
    }

    /** Returns whether all devices of the phase are open. Excluded devices do not count. */
    boolean isFullyOpen(OpenMembers audience) {
        return audience.buckets() == Member.BUCKETS
                || (audience.buckets() >= buckets && closed(audience).isEmpty());
    }

    /** Returns the hashes of listed devices that are not open yet. */
    List<Long> closed(OpenMembers audience) {
        HashSet<Long> open = new HashSet<>(audience.listed());
        open.addAll(audience.excluded());
        return hashes.stream().filter(hash -> !open.contains(hash)).toList();
    }
}
