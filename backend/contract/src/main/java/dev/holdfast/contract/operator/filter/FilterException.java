package dev.holdfast.contract.operator.filter;

/** A filter that cannot be read; the message completes no sentence and is written for a person. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    FilterException(int position, String message) {
        // Without a stack trace: it is an answer, not a fault.
        super(message, null, false, false);
        this.position = position;
    }

    /** Returns the character that is wrong, from 0; the length of the text when something is missing at its end. */
    public int position() {
        return position;
    }

    /** Returns the message, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
