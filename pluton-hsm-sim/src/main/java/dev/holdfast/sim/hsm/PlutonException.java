package dev.holdfast.sim.hsm;

/** Pluton refuses an operation. The message says which rule it would break. */
public final class PlutonException extends RuntimeException {
    /** Makes one that names the rule. */
    public PlutonException(String message) {
        super(message);
    }

    PlutonException(String message, Throwable cause) {
        super(message, cause);
    }
}
