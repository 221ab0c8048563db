package dev.holdfast.contract.operator.policy;

import org.jspecify.annotations.Nullable;

/**
 * A replay to start.
 *
 * @param days how many days of stored evidence, 1 to 30; 7 when null
 */
public record NewReplay(@Nullable Integer days) {}
