package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.Optional;

/** A request to the gateway failed. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** Makes an exception with the server's Retry-After, if any. */
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

    public Kind kind() {
        return kind;
    }

    /** Returns the pause that the gateway demands before a retry; empty for none. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** Kinds of failures. */
    public enum Kind {
        /** Unreachable, overloaded or broken: retry later. */
        UNAVAILABLE,
        /** The identity is refused (403). */
        REFUSED,
        /** The request is invalid (400), its object or range does not exist (404, 416), or the response is invalid. A retry does not help. */
        REJECTED
    }
}
