package dev.holdfast.contract.operator;

/**
 * Why something is done that others will ask about.
 *
 * @param reason 1 to 200 characters on one line; kept in the audit log
 */
public record Reason(String reason) {
    /** No comment, which is a reason at more length, is longer. */
    public static final int MAX_COMMENT = 500;

    /** No reason is longer. */
    public static final int MAX_LENGTH = 200;
}
