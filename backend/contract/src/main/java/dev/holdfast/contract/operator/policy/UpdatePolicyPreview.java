package dev.holdfast.contract.operator.policy;

import java.util.List;

/**
 * Effect of an update policy, compared with the policies that apply now.
 *
 * @param devices number of devices in the groups to which the policy would apply
 * @param changed number of these devices that would be held and are not now, or the other way round
 * @param groups groups to which the policy would apply, by product and name
 */
public record UpdatePolicyPreview(long devices, long changed, List<UpdatePolicyGroup> groups) {
    /** Copies the list. */
    public UpdatePolicyPreview {
        groups = List.copyOf(groups);
    }
}
