package dev.holdfast.sim.agent;

/** A response has the wrong signer, certificate chain or addressee. */
public final class UntrustedResponseException extends Exception {
    private static final long serialVersionUID = 1;

    UntrustedResponseException(String message) {
        super(message);
    }

    UntrustedResponseException(String message, Throwable cause) {
        super(message, cause);
    }
}
