package dev.holdfast.backend.pki.key;

/** The key store is unreachable or broken. Nothing can be issued during this outage. */
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
