package dev.holdfast.gateway.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failure of a call to the backend. Subclasses differ in how a caller can react. Messages are for the log and must not
 * reach devices. The exceptions have no stack trace, because failures are frequent under load.
 */
public abstract sealed class BackendFailure extends Exception {
    private BackendFailure(String message) {
        super(message, null, false, false);
    }

    /** The backend refuses the device or its evidence. */
    public static final class Refused extends BackendFailure {
        private final boolean blocked;

        /** Creates a failure with a message for the log. */
        public Refused(String detail, boolean blocked) {
            super(detail);
            this.blocked = blocked;
        }

        /** Returns whether an operator blocked the device. */
        public boolean isBlocked() {
            return blocked;
        }
    }

    /** The request is invalid. Retrying does not help. */
    public static final class Rejected extends BackendFailure {
        private final @Nullable String explanation;

        Rejected(String detail, @Nullable String explanation) {
            super(detail);
            this.explanation = explanation;
        }

        /** Returns the explanation of the backend. It may reach a device only if the device wrote the request. */
        public Optional<String> explanation() {
            return Optional.ofNullable(explanation);
        }
    }

    /** The object does not exist, or not for this device. */
    public static final class Missing extends BackendFailure {
        Missing(String detail) {
            super(detail);
        }
    }

    /** The backend limits the rate. Retry later. */
    public static final class RateLimited extends BackendFailure {
        /** Creates a failure with a message for the log. */
        public RateLimited(String detail) {
            super(detail);
        }
    }

    /** The backend is unreachable, too slow, or fails. Retry later. */
    public static sealed class Unavailable extends BackendFailure permits Failed {
        /** Creates a failure with a message for the log. */
        public Unavailable(String detail) {
            super(detail);
        }
    }

    /** The backend is reachable but failed on this request. */
    public static final class Failed extends Unavailable {
        Failed(String detail) {
            super(detail);
        }
    }
}
