package dev.holdfast.backend.update.rollout;

import java.time.Duration;

/**
 * Phase of a rollout: devices that are opened together.
 *
 * @param selection devices of the phase
 * @param soak time to wait for late failures after enough devices attested
 * @param successPercent share of the phase's devices that must attest, 1 to 100 percent
 * @param after what happens after a successful phase. After the last phase, the rollout always completes
 */
public record Phase(Selection selection, Duration soak, int successPercent, After after) {
    private static final int ALL = 100;

    /** Checks the bounds. */
    public Phase {
        if (soak.isNegative() || successPercent < 1 || successPercent > ALL) {
            throw new IllegalArgumentException("a phase with success at " + successPercent + " % and soak " + soak);
        }
    }

    /** What happens after a successful phase. */
    public enum After {
        /** The next phase opens. */
        OPEN_NEXT,
        /** A person decides. */
        ASK_PERSON
    }

    boolean isSuccess(PhaseCounts counts) {
        return new Share(counts.attested(), counts.targeted()).isAtLeast(successPercent);
    }
}
