package dev.holdfast.contract.operator.gateway;

import dev.holdfast.contract.id.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Client certificate of gateways for the internal device API. For a certificate that was revoked before its first use, {@code notAfter},
 * {@code firstSeen} and {@code lastSeen} are null, and serial number and address are empty.
 *
 * @param fingerprint SHA-256 of the DER encoding
 * @param serialNumber serial number, hex
 * @param notAfter end of the validity
 * @param firstSeen time of the first connection
 * @param lastSeen time of the last connection
 * @param lastAddress network address of the last connection
 * @param revokedAt time of the revocation; null when not revoked
 * @param revokedBy user who revoked the certificate; empty when not revoked
 * @param revokedReason reason for the revocation; empty when not revoked
 */
public record GatewayView(
        Digest fingerprint,
        String serialNumber,
        @Nullable Instant notAfter,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        String lastAddress,
        @Nullable Instant revokedAt,
        String revokedBy,
        String revokedReason) {}
