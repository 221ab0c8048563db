package dev.holdfast.contract.operator.filter;

/** Syntax error in a filter. The message is for people and has no full stop. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    FilterException(int position, String message) {
        // Without a stack trace, because this is a response to a user and not a bug.
        super(message, null, false, false);
        this.position = position;
    }

    /** Returns the index of the wrong character, from 0. Returns the length of the text if something is missing at its end. */
    public int position() {
        return position;
    }

    /** Returns the message, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
