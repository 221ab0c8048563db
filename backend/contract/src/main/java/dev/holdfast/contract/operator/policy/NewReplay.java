package dev.holdfast.contract.operator.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Replay to start.
 *
 * @param days days of stored evidence to replay, 1 to {@value #MAX_DAYS}; 7 when null
 */
public record NewReplay(
        @Min(1) @Max(NewReplay.MAX_DAYS) @Nullable Integer days) {
    /** Maximum number of days. */
    public static final int MAX_DAYS = 30;
}
