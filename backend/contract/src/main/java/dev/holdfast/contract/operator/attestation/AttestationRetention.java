package dev.holdfast.contract.operator.attestation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Retention of the attestations of a catalog. The newest attestation of each device is always kept.
 *
 * @param days retention in days, 1 to {@value #MAX_DAYS}
 */
public record AttestationRetention(
        @NotNull @Min(1) @Max(AttestationRetention.MAX_DAYS) Integer days) {
    /** Maximum retention: ten years. */
    public static final int MAX_DAYS = 3_650;

    /** Retention of a new catalog. */
    public static final int DEFAULT_DAYS = 90;
}
