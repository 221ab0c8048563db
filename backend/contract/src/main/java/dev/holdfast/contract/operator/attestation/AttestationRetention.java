package dev.holdfast.contract.operator.attestation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How long a catalog's attestations are kept. The newest one of each device stays however old it is.
 *
 * @param days 1 to {@value #MOST_DAYS}
 */
public record AttestationRetention(
        @NotNull @Min(1) @Max(AttestationRetention.MOST_DAYS)
        Integer days) {
    /** Ten years. */
    public static final int MOST_DAYS = 3_650;

    /** Where nobody said anything. */
    public static final int DEFAULT_DAYS = 90;
}
