package dev.holdfast.contract.format;

/** The bytes are not in the format that they should be in. The message says where and why, and holds no secret. */
public final class FormatException extends Exception {
    /** Makes one that says what is wrong. */
    public FormatException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong and what found it. */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
