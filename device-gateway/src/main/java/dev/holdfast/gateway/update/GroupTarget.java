package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.Member;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Target of the devices of one part in a group, ready to serve.
 *
 * @param group GUID of the group
 * @param part SKU of the devices
 * @param current set of the devices that no rollout has opened
 * @param next set of the active rollout; null without one
 * @param requiresPostQuantum whether devices of the group must use a post-quantum key exchange
 * @param retiredAuthorities serial numbers of retired CAs, whose certificates are invalid
 */
record GroupTarget(
        UUID group,
        String part,
        ServedSet current,
        @Nullable NextSet next,
        boolean requiresPostQuantum,
        Set<String> retiredAuthorities) {
    /**
     * Reads a target.
     *
     * @throws FormatException if the rollout's list of devices is not the one of its audience
     */
    static GroupTarget of(UUID group, String part, InternalApi.Target target) throws FormatException {
        InternalApi.NextTarget next = target.next();
        return new GroupTarget(
                group,
                part,
                ServedSet.of(target.current()),
                next == null ? null : NextSet.of(next),
                target.requiresPostQuantum(),
                Set.copyOf(target.retiredAuthorities()));
    }

    /** Returns whether the group has a set for any device. */
    boolean hasSet() {
        return current.isPresent() || next != null;
    }

    /**
     * Returns the set for a device: the rollout's, if it opened the device and is not withheld, else the current one. A device that has the
     * set of the rollout gets no older one. Returns null for none.
     *
     * @param member place of the device in rollouts
     * @param have version of the installed set; 0 for none or unknown
     */
    @Nullable
    ServedSet choose(Member member, long have) {
        if (next != null && next.isFor(member)) {
            return next.set();
        }
        // A higher version may also be of another group that the device has left.
        boolean hasNext =
                next != null && have > current.version() && have <= next.set().version();
        return current.isPresent() && !hasNext ? current : null;
    }

    /** Returns the time at which the first set that is served expires. */
    Instant expiresAt() {
        return Stream.concat(
                        Stream.of(current).filter(ServedSet::isPresent),
                        Stream.ofNullable(next)
                                .filter(rollout -> !rollout.withheld())
                                .map(NextSet::set))
                .map(ServedSet::expiresAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
