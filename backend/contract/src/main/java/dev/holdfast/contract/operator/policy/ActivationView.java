package dev.holdfast.contract.operator.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of what decides, in the history of a policy.
 *
 * @param version what became active; 0 when the policy was taken away
 * @param previousVersion what was active before; 0 for none
 * @param rollback whether it was a rollback
 * @param at when
 * @param by who asked for it
 * @param approvedBy the second person; null when none was needed
 * @param replay the replay that it refers to; for a rollback the newest one of that version, if any
 * @param comment why
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
