package dev.holdfast.gateway.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a call to the backend gave no answer. The subclasses are what a caller can do about it; messages are for the log
 * and must not reach a device. Carries no stack trace: under load these are ordinary results.
 */
public abstract sealed class BackendFailure extends Exception {
    private BackendFailure(String message) {
        super(message, null, false, false);
    }

    /** The backend refuses the device or its evidence. */
    public static final class Refused extends BackendFailure {
        private final boolean blocked;

        Refused(String detail, boolean blocked) {
            super(detail);
            this.blocked = blocked;
        }

        /** Returns whether an operator blocked the device. */
        public boolean isBlocked() {
            return blocked;
        }
    }

    /** The backend found the request malformed; sending it again is no use. */
    public static final class Rejected extends BackendFailure {
        private final @Nullable String explanation;

        Rejected(String detail, @Nullable String explanation) {
            super(detail);
            this.explanation = explanation;
        }

        /** Returns what the backend says is wrong; only where the request is the device's own words may that reach it. */
        public Optional<String> explanation() {
            return Optional.ofNullable(explanation);
        }
    }

    /** There is no such thing, or not for this device. */
    public static final class Missing extends BackendFailure {
        Missing(String detail) {
            super(detail);
        }
    }

    /** The backend is asked too much; later is fine. */
    public static final class Busy extends BackendFailure {
        Busy(String detail) {
            super(detail);
        }
    }

    /** The backend cannot be reached, is too slow, or fails; later is fine. */
    public static sealed class Away extends BackendFailure permits Failed {
        /** Makes one with what the log shall say. */
        public Away(String detail) {
            super(detail);
        }
    }

    /** The backend is there and failed at this request: its own mistake, or something that it did not expect in it. */
    public static final class Failed extends Away {
        Failed(String detail) {
            super(detail);
        }
    }
}
