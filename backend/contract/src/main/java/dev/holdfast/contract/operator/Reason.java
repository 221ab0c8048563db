package dev.holdfast.contract.operator;

/**
 * Why something is done that others will ask about.
 *
 * @param reason 1 to 200 characters on one line; kept in the audit log
 */
public record Reason(String reason) {
    /** No reason is longer. */
    public static final int MAX_LENGTH = 200;
}
