package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Retires a reference value.
 *
 * @param reason for whoever asks later, 1 to {@value #MOST_REASON} characters
 */
public record Retirement(
        @NotNull @Size(min = 1, max = Retirement.MOST_REASON) @PlainLine
        String reason) {
    /** No reason is longer. */
    public static final int MOST_REASON = 500;
}
