package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect of an update policy on a device group. The numbers are for links that are not metered, and for the target of the group, as if it were
 * no emergency. In a group without a target, they are for an operating system with applications.
 *
 * @param product name of the product
 * @param group name of the device group
 * @param devices number of devices
 * @param held number of devices that the policy that applies now holds
 * @param newlyHeld number of devices that only the previewed policy holds
 * @param newlyOffered number of devices that only the policy that applies now holds
 * @param opensNow next time at which devices may install under the policy that applies now; null if not within 7 days
 * @param opens next time at which devices may install under the previewed policy; null if not within 7 days
 * @param offers software that devices would get that only the policy that applies now holds
 * @param withholds software that devices would no longer get, because only the previewed policy holds them
 * @param contactMinutes time in which nine of ten devices in contact make a contact, in minutes: the least duration until they install.
 *     Null if no device was in contact in the last week
 * @param willFail newly offered devices that would not install their target, by reason
 */
public record UpdatePolicyGroup(
        String product,
        String group,
        long devices,
        long held,
        long newlyHeld,
        long newlyOffered,
        @Nullable Instant opensNow,
        @Nullable Instant opens,
        UpdatePolicyTargets offers,
        UpdatePolicyTargets withholds,
        @Nullable Long contactMinutes,
        List<ExpectedFailure> willFail) {
    /** Copies the list. */
    public UpdatePolicyGroup {
        willFail = List.copyOf(willFail);
    }
}
