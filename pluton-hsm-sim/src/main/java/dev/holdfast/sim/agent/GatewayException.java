package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.Optional;

/** The gateway did not do what was asked. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** Makes one with the server's own wish when to be asked again, if it has one. */
    public GatewayException(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    GatewayException(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.UNAVAILABLE;
        this.retryAfter = Optional.empty();
    }

    /** Returns what to do about it. */
    public Kind kind() {
        return kind;
    }

    /** Returns when the server wants to be asked again. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** What to do about it. */
    public enum Kind {
        /** Not reached, overloaded or out of order: try again later. */
        UNAVAILABLE,
        /** The identity is refused (403). */
        REFUSED,
        /** The request is malformed (400) or the answer is: trying again does not help. */
        REJECTED
    }
}
