package dev.holdfast.sim.agent;

/** A response to evidence is not from the installation, or does not fit the device's evidence. */
public final class UntrustedResponseException extends Exception {
    private static final long serialVersionUID = 1;

    UntrustedResponseException(String message) {
        super(message);
    }

    UntrustedResponseException(String message, Throwable cause) {
        super(message, cause);
    }
}
