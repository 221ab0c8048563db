package dev.holdfast.contract.operator.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a rollout halted: a rule fired, or a person stopped all rollouts of the catalog.
 *
 * @param at time of the halt
 * @param phase number of the newest phase at that time
 * @param rule rule that fired; null if a person stopped all rollouts
 * @param affected number of devices with the rule's cause; 0 without a rule
 * @param of number of devices of which {@code affected} is a part: those with a result, or for crashes those that attested
 * @param affectedBefore for crashes, number of crashed devices on the current images; otherwise 0
 * @param ofBefore for crashes, number of devices on the current images; otherwise 0
 * @param reason reason of the person; empty if a rule fired
 */
public record RolloutHalt(
        Instant at,
        int phase,
        @Nullable HaltRuleView rule,
        long affected,
        long of,
        long affectedBefore,
        long ofBefore,
        String reason) {}
