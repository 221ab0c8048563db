package dev.holdfast.backend.pki.key;

/** The key store is unreachable or broken. Nothing can be issued during this outage. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public KeyUnavailableException(String message) {
        super(message);
    }
}
