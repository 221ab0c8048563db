package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;

/**
 * Manifest set of the active rollout of a group.
 *
 * @param audience devices that the rollout has opened
 * @param list list of the audience
 * @param withheld whether no device is offered the set
 */
record NextSet(ServedSet set, RolloutAudience audience, MemberList list, boolean withheld) {
    /**
     * Reads the set.
     *
     * @throws FormatException if the list is not the one of the audience
     */
    static NextSet of(InternalApi.NextTarget next) throws FormatException {
        return new NextSet(
                ServedSet.of(next.target(), next.list()),
                next.audience(),
                MemberList.decode(next.list().bytes(), next.audience()),
                next.withheld());
    }

    boolean isFor(Member member) {
        return !withheld && audience.contains(member, list);
    }
}
