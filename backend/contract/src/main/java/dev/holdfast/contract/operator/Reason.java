package dev.holdfast.contract.operator;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Reason for an operation that others may review later.
 *
 * @param reason 1 to 200 characters on one line; saved in the audit log
 */
public record Reason(
        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {
    /** Maximum length of a comment. */
    public static final int MAX_COMMENT = 500;

    /** Maximum length of a reason. */
    public static final int MAX_LENGTH = 200;
}
