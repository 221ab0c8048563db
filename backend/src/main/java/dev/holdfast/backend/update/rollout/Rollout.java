package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.product.NoGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored rollout.
 *
 * @param group device group
 * @param product name of the group's product
 * @param groupName name of the group
 * @param deployment next deployment. It exists from the draft on, and becomes the current one when the rollout completes. Null if it was
 *     deleted after the end
 * @param releases releases of the operating system that the rollout brings instead of a deployment; empty for none
 * @param previous deployment that was current when the rollout started; null if there was none
 * @param audience devices that are open
 * @param opened the phases of the plan that opened, in order
 * @param version version of the next deployment's manifest sets; 0 before the first device opens
 * @param openedVersions all versions that these sets had
 * @param startAt earliest start; null for at once
 * @param attestWithin time from the installation to the attestation; then the device counts as not attested
 * @param silentAfter time without contact after which a device that was offered the images counts as silent
 * @param reason reason of the person who created it; empty for none
 * @param revision grows with each change. A change is stored only if the revision is still the one that it was decided for
 */
record Rollout(
        UUID id,
        UUID group,
        String product,
        String groupName,
        @Nullable UUID deployment,
        List<UUID> releases,
        @Nullable UUID previous,
        RolloutState state,
        RolloutPlan plan,
        OpenMembers audience,
        List<OpenedPhase> opened,
        long version,
        List<Long> openedVersions,
        @Nullable Instant startAt,
        Duration attestWithin,
        Duration silentAfter,
        String reason,
        long revision) {
    /** Copies the lists. */
    Rollout {
        releases = List.copyOf(releases);
        opened = List.copyOf(opened);
        openedVersions = List.copyOf(openedVersions);
    }

    /** Returns product and group name for sentences. */
    String title() {
        return NoGroup.title(product, groupName);
    }

    /** Returns whether the rollout brings the operating system. */
    boolean isOfSystem() {
        return !releases.isEmpty();
    }

    /** Returns the number of the newest phase whose devices began to open; 0 before the first. */
    int openPhases() {
        return opened.size();
    }

    /** Returns whether all devices of a phase are open. */
    boolean isFullyOpen(int phase) {
        return phase <= opened.size() && opened.get(phase - 1).isFullyOpen(audience);
    }

    /**
     * Returns the state as a type whose steps include an action; fails with {@code conflict}.
     *
     * @param action action in words, such as {@code paused}
     */
    <S extends RolloutState> S in(Class<S> type, String action) {
        if (type.isInstance(state)) {
            return type.cast(state);
        }
        throw ProblemException.conflict(
                "The rollout to " + title() + " is " + RolloutWords.of(state) + " and cannot be " + action + ".");
    }
}
