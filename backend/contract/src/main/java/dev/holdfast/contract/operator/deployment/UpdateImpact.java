package dev.holdfast.contract.operator.deployment;

import java.util.List;

/**
 * Effect that a deployment would have now.
 *
 * @param devices number of devices in the group
 * @param blocked number of blocked devices, which get no images
 * @param offline number of devices that are silent for a day and not blocked; they install the images when they come back
 * @param held number of untrusted devices that are neither blocked nor offline; they install the images only to repair themselves
 * @param heldByPolicy number of devices that are neither blocked nor pinned, and which the active update policy holds
 * @param changes components whose image changes; empty if the images are already deployed
 * @param bytes number of bytes to download: the changed images once for each device that is not blocked. A device that lacks the current
 *     images downloads more
 */
public record UpdateImpact(
        long devices, long blocked, long offline, long held, long heldByPolicy, List<ImageChange> changes, long bytes) {
    /** Copies the list. */
    public UpdateImpact {
        changes = List.copyOf(changes);
    }
}
