package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How long the certificates of a catalog's devices live, and with them the trust that was not renewed.
 *
 * @param hours 1 to {@value #MAX_HOURS}
 */
public record CertificateLifetime(
        @NotNull @Min(1) @Max(CertificateLifetime.MAX_HOURS) Integer hours) {
    /** Where nobody said anything. */
    public static final int DEFAULT_HOURS = 24;
    /** A week: an authority that signs has two of them left. */
    public static final int MAX_HOURS = 168;
}
