package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.update.rollout.Phase.After;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.InProgress;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.backend.update.rollout.RolloutState.Withholding;
import dev.holdfast.backend.update.rollout.RolloutStep.Become;
import dev.holdfast.backend.update.rollout.RolloutStep.OpenDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the next step of a rollout that needs no person. Pure.
 *
 * <ol>
 *   <li>A fired halt rule halts the rollout. No other step comes first.
 *   <li>A scheduled rollout starts when its time comes.
 *   <li>A phase opens its devices, as many as the limit of devices in flight permits.
 *   <li>A phase whose devices are all open, and of which enough attested, soaks. Then the next phase opens, or a person decides. After
 *       the last phase, the rollout completes.
 *   <li>A phase with too few attested devices and none in flight asks a person. So does a phase of a tag that no device has.
 *   <li>Rolling back ends when no device is left, or after {@link #LONGEST_ROLL_BACK}.
 * </ol>
 */
public final class RolloutPlanner {
    /** Time after which a rollout that rolls back ends, although some devices were not brought back. */
    public static final Duration LONGEST_ROLL_BACK = Duration.ofDays(7);
    /** More devices open only when this part of the limit is free, because every change of the open devices signs sets again. */
    private static final int FREE_PART = 4;

    private RolloutPlanner() {}

    /**
     * Decides the next step.
     *
     * @return empty when there is nothing to do now
     */
    public static Optional<RolloutStep> decide(
            RolloutPlan plan, RolloutState state, RolloutCounters counters, Instant now) {
        return switch (state) {
            case Scheduled scheduled ->
                now.isBefore(scheduled.startAt()) ? Optional.empty() : become(scheduled.start());
            case Offering offering ->
                plan.firedRule(counters)
                        .<RolloutStep>map(fired -> new Become(offering.halt(fired)))
                        .or(() -> advance(plan, offering, counters, now));
            case RollingBack rollingBack ->
                counters.notRolledBack() == 0
                                || !now.isBefore(rollingBack.since().plus(LONGEST_ROLL_BACK))
                        ? become(rollingBack.end())
                        : Optional.empty();
            case Draft _, AwaitingApproval _, Withholding _, Aborted _, Completed _ -> Optional.empty();
        };
    }

    private static Optional<RolloutStep> advance(
            RolloutPlan plan, Offering state, RolloutCounters counters, Instant now) {
        return switch (state) {
            case Running running -> counters.fullyOpen() ? assess(plan, running, counters, now) : open(plan, counters);
            case Soaking soaking -> now.isBefore(soaking.until()) ? Optional.empty() : succeed(plan, soaking);
            case WaitingForPerson _ -> Optional.empty();
        };
    }

    private static Optional<RolloutStep> open(RolloutPlan plan, RolloutCounters counters) {
        long free = plan.maxInFlight() - counters.allPhases().inFlight();
        return free >= Math.ceilDiv(plan.maxInFlight(), FREE_PART)
                ? Optional.of(new OpenDevices(free))
                : Optional.empty();
    }

    /** Assesses a phase whose devices are all open. */
    private static Optional<RolloutStep> assess(
            RolloutPlan plan, Running running, RolloutCounters counters, Instant now) {
        Phase phase = plan.phase(running.phase());
        PhaseCounts counts = counters.phase(running.phase());
        if (counts.targeted() == 0 && phase.selection() instanceof Selection.Tagged) {
            // The tag may be misspelled. All devices of the group may come next.
            return become(running.askPerson(Question.TOO_FEW_ATTESTED));
        }
        if (phase.isSuccess(counts)) {
            return plan.emergency() || phase.soak().isZero() || counts.targeted() == 0
                    ? succeed(plan, running)
                    : become(running.soak(now.plus(phase.soak())));
        }
        return counts.inFlight() == 0 ? become(running.askPerson(Question.TOO_FEW_ATTESTED)) : Optional.empty();
    }

    private static Optional<RolloutStep> succeed(RolloutPlan plan, InProgress state) {
        if (plan.isLast(state.phase())) {
            return become(state.complete());
        }
        return become(
                plan.phase(state.phase()).after() == After.ASK_PERSON
                        ? state.askPerson(Question.OPEN_NEXT_PHASE)
                        : state.openNext());
    }

    private static Optional<RolloutStep> become(RolloutState next) {
        return Optional.of(new Become(next));
    }
}
