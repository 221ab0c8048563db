package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Lifetime of device certificates in a catalog. A device that does not attest again within this time loses its trust.
 *
 * @param hours lifetime in hours, 1 to {@value #MAX_HOURS}
 */
public record CertificateLifetime(
        @NotNull @Min(1) @Max(CertificateLifetime.MAX_HOURS) Integer hours) {
    /** Lifetime in a new catalog. */
    public static final int DEFAULT_HOURS = 24;
    /** Maximum lifetime: a week, because a signing CA stays valid for at least two weeks. */
    public static final int MAX_HOURS = 168;
}
