package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Certificate of a device.
 *
 * @param device device ID
 * @param serialNumber serial number, 32 hex digits
 * @param usage usage of the certificate
 * @param generation generation of the issuing CA, from 1
 * @param notBefore start of the validity, five minutes before the issue to allow for clock differences
 * @param notAfter end of the validity
 * @param revocation revocation by a user, by retiring the CA or by blocking the device; null when not revoked
 */
public record CertificateView(
        DeviceId device,
        String serialNumber,
        Usage usage,
        int generation,
        Instant notBefore,
        Instant notAfter,
        @Nullable Revocation revocation) {
    /** Usage of a device certificate. */
    public enum Usage {
        /** Customer services, and reports of applications to Holdfast. */
        CUSTOMER,
        /** Updates and reports about them. */
        UPDATE
    }

    /**
     * Revocation of a certificate: permanent, or with {@link RevocationCause#CERTIFICATE_HOLD} until the device is
     * unblocked.
     *
     * @param at time of the revocation
     * @param by user who revoked the certificate
     * @param cause reason code in revocation lists
     * @param reason reason for people
     */
    public record Revocation(Instant at, String by, RevocationCause cause, String reason) {}
}
