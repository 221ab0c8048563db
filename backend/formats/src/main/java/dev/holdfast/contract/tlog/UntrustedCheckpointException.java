package dev.holdfast.contract.tlog;

/** A checkpoint that is malformed, of another log, or not signed by the key. The message completes "…, because …". */
public final class UntrustedCheckpointException extends Exception {
    private static final long serialVersionUID = 1;

    /** Makes one that says why. */
    public UntrustedCheckpointException(String message) {
        super(message);
    }

    /** Makes one that says why. */
    public UntrustedCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
