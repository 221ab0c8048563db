package dev.holdfast.backend.attestation.subject;

import dev.holdfast.contract.id.Digest;
import java.util.Set;
import java.util.UUID;

/**
 * Rollout that has opened a device: an active one, or one that was aborted in the last days.
 *
 * @param withheld whether devices are not offered its images, because it is halted, paused, rolling back or aborted
 * @param next images of the next manifest set
 */
public record OpenRollout(UUID id, boolean withheld, TargetImages next) {
    /**
     * Returns whether the device runs the images that the rollout changes: all that it adds, and none that it removes. Other images of the
     * sets, such as a newer operating system, do not count.
     */
    boolean isDone(TargetImages current, Set<Digest> measured) {
        return next.digests().stream()
                        .allMatch(image ->
                                measured.contains(image) || current.digests().contains(image))
                && current.digests().stream()
                        .noneMatch(image ->
                                measured.contains(image) && !next.digests().contains(image));
    }
}
