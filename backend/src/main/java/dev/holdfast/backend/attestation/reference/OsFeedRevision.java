package dev.holdfast.backend.attestation.reference;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Source of a device's operating system.
 *
 * @param part SKU of its chip; empty if unknown, then no feed has releases for it
 * @param feed feed of its group; empty if it has no group
 * @param offered release in the device's own manifest set; null if there is none
 * @param revision revision of the installation's feeds
 */
public record OsFeedRevision(
        String part, String feed, @Nullable UUID offered, long revision) {
    /** Returns the source of a device that is offered a release. */
    public OsFeedRevision offering(@Nullable UUID release) {
        return new OsFeedRevision(part, feed, release, revision);
    }
}
