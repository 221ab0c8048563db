package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that a device got.
 *
 * @param device whose it is
 * @param serialNumber 32 hex digits
 * @param usage what it opens
 * @param generation which of the catalog's authorities issued it: 1, 2, …
 * @param notBefore from when: five minutes before it was issued, since clocks differ
 * @param notAfter until when
 * @param revocation who ended it, when and why: it was revoked, or its authority retired, or its device is blocked; null when it is
 *     good until it expires
 */
public record CertificateView(
        DeviceId device,
        String serialNumber,
        Usage usage,
        int generation,
        Instant notBefore,
        Instant notAfter,
        @Nullable Revocation revocation) {
    /** What a device's certificate opens. */
    public enum Usage {
        /** The services of the customer and Holdfast's reports. */
        CUSTOMER,
        /** The update channel. */
        UPDATE
    }

    /**
     * That a certificate is worth nothing, for good or, with {@link RevocationCause#CERTIFICATE_HOLD}, until its device is unblocked.
     *
     * @param at since when
     * @param by who revoked it
     * @param cause as revocation lists say it
     * @param reason why, for people
     */
    public record Revocation(Instant at, String by, RevocationCause cause, String reason) {}
}
