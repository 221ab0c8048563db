package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import org.jspecify.annotations.Nullable;

/**
 * Effect that other settings of a device group would have now.
 *
 * @param target effect on the software of its devices
 * @param osByRollout whether another operating system reaches the devices by a rollout in the group's default phases
 * @param updates effect of another update policy; null if the same policy applies
 */
public record SettingsImpact(
        TargetImpact target, boolean osByRollout, @Nullable UpdatePolicyGroup updates) {}
