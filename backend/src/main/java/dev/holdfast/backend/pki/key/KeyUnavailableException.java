package dev.holdfast.backend.pki.key;

/**
 * No key can sign: the key store is unreachable or broken, or the catalog has no authority that is valid long enough. Nothing can be issued
 * during this outage.
 */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public KeyUnavailableException(String message) {
        super(message);
    }
}
