package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes the rollouts of the fake fleet. */
final class FakeRolloutViews {
    /** The phases of each rollout: 1%, 10% and all devices. */
    static final List<NewPhase> PHASES =
            List.of(NewPhase.ofPercent(1), NewPhase.ofPercent(10), NewPhase.ofPercent(NewPhase.ALL));

    private static final HaltRuleView RULE = new HaltRuleView(HaltCause.INSTALL_FAILED, 10, 20);
    private static final HaltRuleView CRASHES = new HaltRuleView(HaltCause.CRASH_RATE, 5, 20);
    private static final int DEVICES = 380;
    private static final int SOAK = 24 * 60;

    private FakeRolloutViews() {}

    /** Returns the rollout in a state; {@code attested} devices of the second phase attested in the running one, and crashes halt one if {@code crashed}. */
    static RolloutView of(FakeFleet fleet, RolloutStatus state, long attested, boolean ofSystem, boolean crashed) {
        int phase = phase(state);
        List<PhaseView> phases =
                List.of(phase(1, 1, state, attested), phase(2, 10, state, attested), phase(3, 100, state, attested));
        RolloutCounts counts = phases.stream().map(PhaseView::counts).reduce(RolloutCounts.NONE, RolloutCounts::plus);
        boolean ended = state == RolloutStatus.COMPLETED || state == RolloutStatus.ABORTED;
        return new RolloutView(
                FakeRollouts.id(state),
                List.of(RolloutStatus.values()).indexOf(state) % 2 == 0 ? "Kettle" : "Toaster",
                group(state),
                state,
                FakeFleet.ago(0.05),
                phase,
                state == RolloutStatus.WAITING_FOR_PERSON
                        ? "Enough devices of phase 2 attested. Proceed to open phase 3."
                        : "",
                state == RolloutStatus.SOAKING ? FakeFleet.now().plus(Duration.ofHours(7)) : null,
                state == RolloutStatus.HALTED
                        ? new RolloutHalt(FakeFleet.ago(0.05), 2, crashed ? CRASHES : RULE, 6, 33, 0, 0, "")
                        : null,
                state == RolloutStatus.AWAITING_APPROVAL ? new UUID(3, 4) : null,
                ofSystem ? null : new UUID(1, List.of(RolloutStatus.values()).indexOf(state)),
                List.of(fleet.images().getFirst()),
                List.of(fleet.images().get(1)),
                DEVICES,
                counts,
                phases,
                List.of(RULE, new HaltRuleView(HaltCause.DID_NOT_COME_BACK, 5, 20)),
                state == RolloutStatus.SCHEDULED ? FakeFleet.now().plus(Duration.ofHours(20)) : null,
                50,
                24,
                24,
                state == RolloutStatus.AWAITING_APPROVAL,
                "Fixes the lever",
                FakeFleet.ago(2),
                "pavel",
                phase == 0 ? null : FakeFleet.ago(1.8),
                ended ? FakeFleet.ago(0.05) : null,
                state == RolloutStatus.ROLLING_BACK || state == RolloutStatus.ABORTED ? FakeFleet.ago(0.05) : null,
                allowed(state),
                attested);
    }

    /** Returns the group: each has at most one rollout that has not ended. */
    private static String group(RolloutStatus state) {
        return switch (state) {
            case DRAFT, AWAITING_APPROVAL -> "Production OS Evaluation";
            case SCHEDULED, PAUSED -> "Development";
            case RUNNING, SOAKING, COMPLETED, ABORTED -> "Production";
            case WAITING_FOR_PERSON, ROLLING_BACK -> "Field Test OS Evaluation";
            case HALTED -> "Field Test";
        };
    }

    private static int phase(RolloutStatus state) {
        return switch (state) {
            case DRAFT, AWAITING_APPROVAL, SCHEDULED -> 0;
            case ABORTED -> 1;
            case COMPLETED -> 3;
            case RUNNING, SOAKING, WAITING_FOR_PERSON, HALTED, PAUSED, ROLLING_BACK -> 2;
        };
    }

    private static PhaseView phase(int number, int percent, RolloutStatus state, long attested) {
        int open = phase(state);
        boolean succeeded = number < open || state == RolloutStatus.COMPLETED || state == RolloutStatus.SOAKING;
        return new PhaseView(
                number,
                percent,
                null,
                null,
                null,
                number == 3 ? 0 : SOAK,
                95,
                number == 2,
                number <= open ? FakeFleet.ago(1.9 - number * 0.4) : null,
                number <= open && succeeded ? at(number) : null,
                number > open ? RolloutCounts.NONE : counts(number, state, attested));
    }

    private static Instant at(int number) {
        return FakeFleet.ago(1.8 - number * 0.4);
    }

    private static RolloutCounts counts(int number, RolloutStatus state, long attested) {
        return switch (number) {
            case 1 -> counts(4, 0, 0, 0, 4, 0, 0, 0, 0);
            case 2 ->
                switch (state) {
                    case RUNNING -> counts(34, 1, 3, 2, attested, 0, 0, 0, 0);
                    case HALTED, ROLLING_BACK -> held(counts(34, 1, 2, 1, 22, 2, 4, 0, 1));
                    default -> counts(34, 0, 0, 0, 34, 0, 0, 0, 0);
                };
            default -> counts(342, 2, 0, 0, 339, 1, 0, 0, 0);
        };
    }

    /** Returns counts; {@code unknown} are the other targeted devices. */
    private static RolloutCounts counts(
            long targeted,
            long unreachable,
            long installing,
            long installed,
            long attested,
            long failed,
            long returned,
            long notAttested,
            long silent) {
        long unknown =
                targeted - (unreachable + installing + installed + attested + failed + returned + notAttested + silent);
        return new RolloutCounts(
                targeted,
                unknown,
                unreachable,
                0,
                installing,
                installed,
                attested,
                failed,
                returned,
                notAttested,
                silent,
                unknown + installing + installed);
    }

    /** Returns the counts with all unknown devices held. */
    private static RolloutCounts held(RolloutCounts counts) {
        return new RolloutCounts(
                counts.targeted(),
                0,
                counts.unreachable(),
                counts.unknown(),
                counts.installing(),
                counts.installed(),
                counts.attested(),
                counts.failed(),
                counts.returned(),
                counts.notAttested(),
                counts.silent(),
                counts.installing() + counts.installed());
    }

    /** Returns the effect of an action on a rollout of the fake fleet. */
    static RolloutActionImpact impact(RolloutView rollout, RolloutAction action) {
        RolloutCounts counts = rollout.counts();
        long installing = counts.unknown() + counts.unreachable() + counts.installing();
        long waiting = rollout.devices() - counts.targeted();
        boolean stops = action == RolloutAction.PAUSE || action == RolloutAction.ABORT;
        return new RolloutActionImpact(
                switch (action) {
                    case RESUME -> installing;
                    case PROCEED -> waiting;
                    case RETRY_FAILED -> counts.failed() + counts.returned() + counts.notAttested() + counts.silent();
                    default -> 0;
                },
                stops && rollout.halt() == null ? installing : 0,
                counts.installed() + counts.attested(),
                waiting,
                counts.unreachable(),
                action == RolloutAction.RESUME ? rollout.halt() : null);
    }

    private static List<RolloutAction> allowed(RolloutStatus state) {
        return switch (state) {
            case DRAFT -> List.of(RolloutAction.START, RolloutAction.EXTEND, RolloutAction.ABORT);
            case AWAITING_APPROVAL -> List.of(RolloutAction.ABORT);
            case SCHEDULED -> List.of(RolloutAction.EXTEND, RolloutAction.ABORT);
            case RUNNING, SOAKING ->
                List.of(
                        RolloutAction.PAUSE,
                        RolloutAction.EXTEND,
                        RolloutAction.ABORT,
                        RolloutAction.ROLL_BACK,
                        RolloutAction.RETRY_FAILED,
                        RolloutAction.EXEMPT);
            case WAITING_FOR_PERSON ->
                List.of(
                        RolloutAction.PROCEED,
                        RolloutAction.PAUSE,
                        RolloutAction.EXTEND,
                        RolloutAction.ABORT,
                        RolloutAction.ROLL_BACK,
                        RolloutAction.RETRY_FAILED,
                        RolloutAction.EXEMPT);
            case HALTED, PAUSED ->
                List.of(
                        RolloutAction.RESUME,
                        RolloutAction.EXTEND,
                        RolloutAction.ABORT,
                        RolloutAction.ROLL_BACK,
                        RolloutAction.RETRY_FAILED,
                        RolloutAction.EXEMPT);
            case ROLLING_BACK, COMPLETED, ABORTED -> List.of();
        };
    }
}
