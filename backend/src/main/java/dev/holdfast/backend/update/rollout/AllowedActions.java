package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.InProgress;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.backend.update.rollout.RolloutState.Withholding;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import java.util.ArrayList;
import java.util.List;

/** The state of a rollout in the API, and what people can do in it. */
final class AllowedActions {
    private AllowedActions() {}

    /** Returns the state in the API. */
    static RolloutStatus status(RolloutState state) {
        return switch (state) {
            case Draft _ -> RolloutStatus.DRAFT;
            case AwaitingApproval _ -> RolloutStatus.AWAITING_APPROVAL;
            case Scheduled _ -> RolloutStatus.SCHEDULED;
            case Running _ -> RolloutStatus.RUNNING;
            case Soaking _ -> RolloutStatus.SOAKING;
            case WaitingForPerson _ -> RolloutStatus.WAITING_FOR_PERSON;
            case Halted _ -> RolloutStatus.HALTED;
            case Paused _ -> RolloutStatus.PAUSED;
            case RollingBack _ -> RolloutStatus.ROLLING_BACK;
            case Completed _ -> RolloutStatus.COMPLETED;
            case Aborted _ -> RolloutStatus.ABORTED;
        };
    }

    /** Returns the actions whose step is legal in the state. */
    static List<RolloutAction> of(Rollout rollout, RolloutCounts counts) {
        return switch (rollout.state()) {
            case Draft _ ->
                List.of(RolloutAction.START, RolloutAction.EXTEND, RolloutAction.EXEMPT, RolloutAction.ABORT);
            case AwaitingApproval _ -> List.of(RolloutAction.ABORT);
            case Scheduled _ -> List.of(RolloutAction.EXTEND, RolloutAction.EXEMPT, RolloutAction.ABORT);
            case InProgress _ -> started(rollout, counts, List.of(RolloutAction.PAUSE));
            case WaitingForPerson _ -> started(rollout, counts, List.of(RolloutAction.PROCEED, RolloutAction.PAUSE));
            case Withholding _ -> started(rollout, counts, List.of(RolloutAction.RESUME));
            // As a new rollout, if the feed still offers its operating system.
            case Aborted _ -> rollout.isOfSystem() ? List.of(RolloutAction.START) : List.of();
            case RollingBack _, Completed _ -> List.of();
        };
    }

    private static List<RolloutAction> started(Rollout rollout, RolloutCounts counts, List<RolloutAction> first) {
        List<RolloutAction> actions = new ArrayList<>(first);
        actions.add(RolloutAction.EXTEND);
        if (counts.failed() + counts.returned() + counts.notAttested() + counts.silent() > 0) {
            actions.add(RolloutAction.RETRY_FAILED);
        }
        actions.add(RolloutAction.EXEMPT);
        if (rollout.previous() != null && !rollout.isOfSystem()) {
            actions.add(RolloutAction.ROLL_BACK);
        }
        actions.add(RolloutAction.ABORT);
        return actions;
    }
}
