package dev.holdfast.contract.operator.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Activation in the history of a policy.
 *
 * @param version activated version; 0 when the policy was removed
 * @param previousVersion version that was active before; 0 for none
 * @param rollback whether the activation was a rollback
 * @param at time of the activation
 * @param by user who requested the activation
 * @param approvedBy approver; null when no approval was required
 * @param replay replay that the activation was based on; for a rollback the newest replay of the version; null for none
 * @param comment reason for the activation
 */
public record ActivationView(
        int version,
        int previousVersion,
        boolean rollback,
        Instant at,
        String by,
        @Nullable String approvedBy,
        @Nullable UUID replay,
        String comment) {}
