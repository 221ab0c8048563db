package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.product.TargetChange;
import java.util.List;

/**
 * Software that a policy offers to devices, and that they do not have.
 *
 * @param changes devices with this part and software, the most devices first, at most 500 entries; empty if none lacks its target
 * @param bytes number of bytes to download by these devices
 */
public record UpdatePolicyTargets(List<TargetChange> changes, long bytes) {
    /** Copies the list. */
    public UpdatePolicyTargets {
        changes = List.copyOf(changes);
    }
}
