package dev.holdfast.sim.hsm.rng;

/** The noise source failed a health test. There is no output before the next reset. */
public final class EntropyFailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EntropyFailureException(String message) {
        super(message);
    }
}
