package dev.holdfast.policy;

/** A policy file is wrong. The message says where and why, for the person who wrote it. */
public final class PolicyException extends Exception {
    /** Makes one that says what is wrong. */
    public PolicyException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong and what found it. */
    public PolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
