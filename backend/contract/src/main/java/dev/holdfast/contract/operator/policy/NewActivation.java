package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A version to activate.
 *
 * @param version of the policy; 0 takes the policy of a product, a group or the catalog away, so that the next one above
 *     applies
 * @param replay the finished replay of exactly this version whose report the caller has seen
 * @param comment why, 1 to 500 characters
 */
public record NewActivation(
        @NotNull @Min(0) Integer version,
        @NotNull UUID replay,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {}
