package dev.holdfast.contract.operator;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Why something is done that others will ask about.
 *
 * @param reason 1 to 200 characters on one line; kept in the audit log
 */
public record Reason(
        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {
    /** No comment, which is a reason at more length, is longer. */
    public static final int MAX_COMMENT = 500;

    /** No reason is longer. */
    public static final int MAX_LENGTH = 200;
}
