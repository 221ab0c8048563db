package dev.holdfast.contract.operator.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether all rollouts and deployments of a catalog are stopped.
 *
 * @param at time of the stop; null if they are allowed
 * @param by user who stopped them; empty if they are allowed
 * @param reason reason for the stop; empty if they are allowed
 */
public record RolloutStop(@Nullable Instant at, String by, String reason) {}
