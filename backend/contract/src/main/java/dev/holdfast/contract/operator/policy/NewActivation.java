package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Version of a policy to activate.
 *
 * @param version version number; 0 to remove the policy of a scope, so that the policy of the enclosing scope applies
 * @param replay finished replay of this version whose report the caller has reviewed. Required for attestation policies; omit for update
 *     policies
 * @param comment reason, 1 to 500 characters on one line
 */
public record NewActivation(
        @NotNull @Min(0) Integer version,
        @Nullable UUID replay,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {}
