package dev.holdfast.backend.update.rollout;

import java.util.Optional;

/**
 * Rule that halts a rollout when too many devices fail. It looks at the devices of all open phases together.
 *
 * @param cause failures that the rule counts
 * @param percent the rule fires when the share of these failures is larger, 0 to 99
 * @param minimum minimum number of devices with a result, at least 1. The rule does not fire before
 */
public record HaltRule(Cause cause, int percent, int minimum) {
    private static final int MAX_PERCENT = 99;

    /** Checks the bounds. */
    public HaltRule {
        if (percent < 0 || percent > MAX_PERCENT || minimum < 1) {
            throw new IllegalArgumentException("a halt rule of " + percent + " %, at least " + minimum + " devices");
        }
    }

    /** Kind of failure. */
    public enum Cause {
        /** The device reported a failed update, or returned to the previous images. Share of the devices with a result. */
        INSTALL_FAILED,
        /** The device was offered the images and then made no contact in time. Share of the devices with a result. */
        DID_NOT_COME_BACK,
        /** The device came back and was not trusted, or did not attest in time. Share of the devices with a result. */
        ATTESTATION_FAILED,
        /**
         * Crashes since the newest phase opened and the device attested the new images. Share of the devices that attested, minus the share
         * of the devices on the current deployment that crashed since the newest phase opened.
         */
        CRASH_RATE
    }

    /** Tests the rule. Returns the numbers with which it fires; empty if it does not fire. */
    public Optional<Halt.Fired> test(RolloutCounters counters) {
        Share affected = affected(counters);
        Share before = cause == Cause.CRASH_RATE ? counters.crashedBefore() : Share.NONE;
        return affected.of() >= minimum && affected.exceeds(before, percent)
                ? Optional.of(new Halt.Fired(this, affected, before))
                : Optional.empty();
    }

    private Share affected(RolloutCounters counters) {
        PhaseCounts all = counters.allPhases();
        return switch (cause) {
            case INSTALL_FAILED -> new Share(all.failed() + all.returned(), all.finished());
            case DID_NOT_COME_BACK -> new Share(all.silent(), all.finished());
            case ATTESTATION_FAILED -> new Share(all.notAttested(), all.finished());
            case CRASH_RATE -> counters.crashed();
        };
    }
}
