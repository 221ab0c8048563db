package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.operator.image.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rollout and its progress. For an ended rollout, the progress at its end.
 *
 * @param id GUID of the rollout
 * @param product name of the product
 * @param group name of the device group
 * @param state state
 * @param since time when the rollout got this state
 * @param phase number of the newest open phase; 0 before the first
 * @param question why the rollout waits for a person, one sentence; otherwise empty
 * @param soaksUntil end of the soak time; null when not soaking
 * @param halt why the rollout halted; null when not halted
 * @param approval pending approval of an operation on the rollout, such as its start; null for none
 * @param deployment GUID of the deployment that the rollout brings; null for an operating system, or if it was deleted
 * @param images images that the rollout brings; empty if the deployment was deleted
 * @param previousImages images of the group before the start; empty for none, for an operating system, or if their deployment was deleted
 * @param devices number of devices in the group
 * @param counts devices of all open phases
 * @param phases phases in order
 * @param haltRules rules that halt the rollout
 * @param startAt earliest time of the start; null for at once
 * @param maxInFlight maximum number of devices that may install at the same time; null for no limit
 * @param attestWithinHours hours until an installed device that does not attest counts as failed
 * @param silentAfterHours hours without contact until a device that was offered the images counts as silent
 * @param emergency whether phases have no soak time
 * @param reason reason that the user gave; empty for none
 * @param createdAt time of creation
 * @param createdBy user who created the rollout
 * @param startedAt time when the first phase opened; null before
 * @param endedAt time when the rollout completed or was aborted; null before
 * @param rolledBackAt time when a user rolled the rollout back; null if nobody did
 * @param allowed operations that are possible in this state
 * @param revision number of changes of the rollout, by people and by Holdfast
 */
public record RolloutView(
        UUID id,
        String product,
        String group,
        RolloutStatus state,
        Instant since,
        int phase,
        String question,
        @Nullable Instant soaksUntil,
        @Nullable RolloutHalt halt,
        @Nullable UUID approval,
        @Nullable UUID deployment,
        List<ImageView> images,
        List<ImageView> previousImages,
        long devices,
        RolloutCounts counts,
        List<PhaseView> phases,
        List<HaltRuleView> haltRules,
        @Nullable Instant startAt,
        @Nullable Integer maxInFlight,
        int attestWithinHours,
        int silentAfterHours,
        boolean emergency,
        String reason,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant rolledBackAt,
        List<RolloutAction> allowed,
        long revision) {
    /** Copies the lists. */
    public RolloutView {
        images = List.copyOf(images);
        previousImages = List.copyOf(previousImages);
        phases = List.copyOf(phases);
        haltRules = List.copyOf(haltRules);
        allowed = List.copyOf(allowed);
    }
}
