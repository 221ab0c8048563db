package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Retirement of a reference value.
 *
 * @param reason 1 to {@value #MAX_REASON} characters on one line
 */
public record Retirement(
        @NotNull @Size(min = 1, max = Retirement.MAX_REASON) @PlainLine
        String reason) {
    /** Maximum length of the reason. */
    public static final int MAX_REASON = 500;
}
