package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.product.TargetChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect that a rollout would have now.
 *
 * @param update effect on all devices of the group. A rollout of an operating system changes no components, and its bytes are those of
 *     {@code changes}
 * @param pinned number of pinned devices that are not blocked, which get no images
 * @param contactMinutes time in which nine of ten devices in contact make a contact, in minutes: the least duration of a phase without soak
 *     time. Null if no device was in contact in the last week
 * @param phases devices of each phase
 * @param changes devices that would get other software, the most devices first, at most 500 entries; empty if none would
 * @param willFail devices that would not install the images, by reason
 * @param warnings effects that cannot be undone, and halt rules that cannot fire in the first phases, one sentence each
 */
public record RolloutImpact(
        UpdateImpact update,
        long pinned,
        @Nullable Long contactMinutes,
        List<PhaseImpact> phases,
        List<TargetChange> changes,
        List<ExpectedFailure> willFail,
        List<String> warnings) {
    /** Copies the lists. */
    public RolloutImpact {
        phases = List.copyOf(phases);
        changes = List.copyOf(changes);
        willFail = List.copyOf(willFail);
        warnings = List.copyOf(warnings);
    }
}
