package dev.holdfast.backend.update.rollout;

import java.time.Instant;
import java.util.UUID;

/**
 * State of a rollout. The methods of a state are its legal steps, so a step that is not legal does not compile. {@link RolloutPlanner}
 * takes the steps that need no person.
 *
 * <p>Phases have numbers from 1. The phases up to the one of the state are open.
 */
public sealed interface RolloutState {
    /** State in which a person can end the rollout. */
    sealed interface Abortable extends RolloutState {
        /** Ends the rollout. Devices that have images of the next deployment are not rolled back. */
        default Aborted abort() {
            return new Aborted();
        }
    }

    /** State of a draft. */
    sealed interface Startable extends Abortable {
        /** Starts at a time, which may be now. */
        default Scheduled schedule(Instant startAt) {
            return new Scheduled(startAt);
        }
    }

    /** State of a rollout that has opened a phase. */
    sealed interface Started extends Abortable {
        /** Returns the number of the newest open phase. */
        int phase();

        /** Brings the devices of the open phases back to the images before the rollout. */
        default RollingBack rollBack(Instant now) {
            return new RollingBack(now);
        }
    }

    /** State in which devices of the open phases are offered the next deployment. */
    sealed interface Offering extends Started {
        /** Stops offering until a person resumes the rollout. */
        default Halted halt(Halt halt) {
            return new Halted(phase(), halt);
        }

        /** Stops offering until a person resumes the rollout. */
        default Paused pause() {
            return new Paused(phase());
        }

        /** Runs the phase again. For a person who makes failed devices retry, or who removed tags. */
        default Running retry() {
            return new Running(phase());
        }

        /** Opens the next phase. */
        default Running openNext() {
            return new Running(phase() + 1);
        }

        /** Ends the rollout after its last phase. All devices of the group are offered its images. */
        default Completed complete() {
            return new Completed();
        }
    }

    /** State of a phase that needs no person. */
    sealed interface InProgress extends Offering {
        /** Waits for a person. */
        default WaitingForPerson askPerson(Question question) {
            return new WaitingForPerson(phase(), question);
        }
    }

    /** State in which devices are offered nothing of the rollout. */
    sealed interface Withholding extends Started {
        /**
         * Offers again, and runs the phase again. A halt rule that still fires halts the rollout again: change the rule, or make the
         * failed devices retry.
         */
        default Running resume() {
            return new Running(phase());
        }
    }

    /** The rollout can be changed freely. */
    record Draft() implements Startable {}

    /**
     * The start of the draft waits for an approval, so nobody can change the draft. Stored as a draft: it is one again after the approval
     * was rejected or withdrawn, or expired.
     */
    record AwaitingApproval(UUID approval) implements Startable {}

    /** The rollout starts at a time. */
    record Scheduled(Instant startAt) implements Abortable {
        /** Opens the first phase. */
        public Running start() {
            return new Running(1);
        }

        /** Returns to a draft, which does not start. */
        public Draft withdraw() {
            return new Draft();
        }
    }

    /** Devices of the newest phase install and attest. */
    record Running(int phase) implements InProgress {
        /** Waits for late failures, because enough devices attested. */
        public Soaking soak(Instant until) {
            return new Soaking(phase, until);
        }
    }

    /** Enough devices of the newest phase attested. The rollout waits for late failures until a time. */
    record Soaking(int phase, Instant until) implements InProgress {}

    /** A person decides whether the next phase opens. */
    record WaitingForPerson(int phase, Question question) implements Offering {}

    /** A halt rule fired, or a person stopped all rollouts of the catalog. */
    record Halted(int phase, Halt halt) implements Withholding {}

    /** A person paused the rollout. */
    record Paused(int phase) implements Withholding {}

    /** Devices are offered the images before the rollout, under a new version. */
    record RollingBack(Instant since) implements RolloutState {
        /** Ends the rollout. */
        public Aborted end() {
            return new Aborted();
        }
    }

    /** The rollout ended before its last phase. */
    record Aborted() implements RolloutState {}

    /** All devices of the group are offered the images. */
    record Completed() implements RolloutState {}

    /** Why a rollout waits for a person. */
    enum Question {
        /** The phase succeeded, and the plan says to ask before the next phase. */
        OPEN_NEXT_PHASE,
        /** All devices of the phase have a result, are held, or are out of contact, and too few of them attested. */
        TOO_FEW_ATTESTED,
        /** The phase cannot open, because more devices have its tag than the signed list has room for. */
        TOO_MANY_TAGGED
    }
}
