package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect that a new capability file would have on its device now.
 *
 * @param product name of the device's product
 * @param group name of the device's group
 * @param part SKU; empty if unknown
 * @param trust trust that Holdfast places in the device
 * @param lastSeen time of the last contact; null before the first one
 * @param offline whether the device is silent for a day
 * @param before capabilities that valid files allow now, by name
 * @param after capabilities that valid files would allow, by name
 * @param effect effects of the command, one sentence each; approvers see the same ones
 * @param warnings reasons why the file would not have the effect, one sentence each
 */
public record CapabilityImpact(
        String product,
        String group,
        String part,
        Trust trust,
        @Nullable Instant lastSeen,
        boolean offline,
        List<CapabilityGrant> before,
        List<CapabilityGrant> after,
        List<String> effect,
        List<String> warnings) {
    /** Copies the lists. */
    public CapabilityImpact {
        before = List.copyOf(before);
        after = List.copyOf(after);
        effect = List.copyOf(effect);
        warnings = List.copyOf(warnings);
    }
}
