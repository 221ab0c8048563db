package dev.holdfast.backend.attestation.subject;

import dev.holdfast.contract.id.Digest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Images that a device should run: those of a manifest set.
 *
 * @param version version of the set; 0 if there is none
 * @param release OS release in the set, or in the set before while devices may wait for a window of the update policy; null if there is
 *     none, if the device is pinned, or if its update policy holds the set
 * @param digests digests of its images that a boot chain measures
 */
public record TargetImages(long version, @Nullable UUID release, Set<Digest> digests) {
    /** Returns whether all these images were measured; false if there are none. */
    public boolean areIn(Set<Digest> measured) {
        return !digests.isEmpty() && measured.containsAll(digests);
    }
}
