package dev.holdfast.sim.agent;

/** The device does not believe an answer: it is not signed, chained or addressed as it must be. */
public final class UntrustedAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    UntrustedAnswerException(String message) {
        super(message);
    }

    UntrustedAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
