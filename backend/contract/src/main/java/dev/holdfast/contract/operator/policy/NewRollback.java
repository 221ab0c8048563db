package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The way back to the version that was active before.
 *
 * @param comment why, 1 to 500 characters
 */
public record NewRollback(
        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {}
