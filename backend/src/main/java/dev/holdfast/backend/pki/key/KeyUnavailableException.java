package dev.holdfast.backend.pki.key;

/** The place that holds the keys cannot be reached or does not work: an outage, for which nothing may be issued. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one that says what failed. */
    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Makes one that says what failed. */
    public KeyUnavailableException(String message) {
        super(message);
    }
}
