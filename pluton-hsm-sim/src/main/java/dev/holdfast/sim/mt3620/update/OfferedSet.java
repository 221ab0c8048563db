package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.id.Blob;

/**
 * Manifest set from the gateway, not verified.
 *
 * @param signed signed manifest set
 * @param members encoded {@link dev.holdfast.contract.format.MemberList list of devices} of the set's rollout; empty if there is none
 */
public record OfferedSet(Blob signed, Blob members) {
    /** Returns a set without a list of devices. */
    public static OfferedSet of(Blob signed) {
        return new OfferedSet(signed, Blob.of(new byte[0]));
    }
}
