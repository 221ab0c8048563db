package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect that other settings of a device group, or a move to another group, would have now on the software of devices.
 *
 * @param devices number of devices in the group, or to move
 * @param blocked number of blocked devices, which get no images
 * @param pinned number of other devices that are pinned, which get no images
 * @param heldByPolicy number of devices that are neither blocked nor pinned, and whose other software the active update policy holds
 * @param changes devices that would get other software, the most devices first, at most 500 entries; empty if none would
 * @param bytes number of bytes to download by these devices
 * @param contactMinutes time in which nine of ten devices in contact make a contact, in minutes: the least duration of the change. Null if
 *     no device was in contact in the last week
 * @param leavingRollout number of devices to move that a rollout of their group has opened. It counts them no more
 * @param willFail devices that would not install the images, by reason
 */
public record TargetImpact(
        long devices,
        long blocked,
        long pinned,
        long heldByPolicy,
        List<TargetChange> changes,
        long bytes,
        @Nullable Long contactMinutes,
        long leavingRollout,
        List<ExpectedFailure> willFail) {
    /** Copies the lists. */
    public TargetImpact {
        changes = List.copyOf(changes);
        willFail = List.copyOf(willFail);
    }
}
