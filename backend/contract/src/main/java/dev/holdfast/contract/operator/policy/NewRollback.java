package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Rollback to the previously active version.
 *
 * @param comment reason, 1 to 500 characters on one line
 */
public record NewRollback(
        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {}
