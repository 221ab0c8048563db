package dev.holdfast.sim.agent;

/** A response is not signed by, chained to, or addressed as required. */
public final class UntrustedAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    UntrustedAnswerException(String message) {
        super(message);
    }

    UntrustedAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
