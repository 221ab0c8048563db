package dev.holdfast.contract.tlog;

/**
 * Thrown when a checkpoint is malformed, of another log, or not signed by the key. The message is the reason, without a capital
 * letter and full stop: callers show it after "cannot be trusted: ".
 */
public final class UntrustedCheckpointException extends Exception {
    private static final long serialVersionUID = 1;

    public UntrustedCheckpointException(String message) {
        super(message);
    }

    public UntrustedCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
