package dev.holdfast.contract.operator.gateway;

import dev.holdfast.contract.id.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Client certificate of gateways for the internal device API. A certificate that was revoked before its first use has
 * no times and no serial number.
 *
 * @param fingerprint SHA-256 of the DER encoding
 * @param serialNumber serial number, hex
 * @param notAfter end of the validity
 * @param firstSeen time of the first connection
 * @param lastSeen time of the last connection
 * @param lastAddress network address of the last connection
 * @param revokedAt time of the revocation; null when not revoked
 * @param revokedBy user who revoked the certificate
 * @param revokedReason reason for the revocation
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
