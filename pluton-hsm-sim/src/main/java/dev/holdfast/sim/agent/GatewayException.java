package dev.holdfast.sim.agent;

import java.time.Duration;

/** The gateway did not do what it was asked. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final Duration retryAfter;

    GatewayException(Kind kind, Duration retryAfter, String message) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** Returns why. */
    public Kind kind() {
        return kind;
    }

    /** Returns how long the gateway asks to wait; zero when it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Why. */
    public enum Kind {
        /** This identity may not do this; the same try again is of no use. */
        REFUSED,
        /** Out of order or overloaded; try later. */
        UNAVAILABLE,
        /** The request was malformed. */
        INVALID
    }
}
