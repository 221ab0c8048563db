package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.deployment.ImageChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Software that a change or a rollout would give to devices with the same part and software. Without blocked and pinned devices.
 *
 * @param part SKU of the part
 * @param osVersion OS version of the last attestation, such as {@code 26.09}; empty before the first
 * @param newOsVersion OS version that they would get; null if they keep theirs
 * @param images components of the deployment whose image changes, compared with the last attestation
 * @param devices number of devices
 * @param offline number of these devices that are silent for a day; they install the images when they come back
 */
public record TargetChange(
        String part,
        String osVersion,
        @Nullable String newOsVersion,
        List<ImageChange> images,
        long devices,
        long offline) {
    /** Copies the list. */
    public TargetChange {
        images = List.copyOf(images);
    }
}
