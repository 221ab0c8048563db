package dev.holdfast.contract.operator.gateway;

import dev.holdfast.contract.id.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with which gateways call the internal device API. One that was revoked before it was seen has neither times nor
 * a serial number.
 *
 * @param fingerprint SHA-256 of its encoding
 * @param serialNumber in hex
 * @param notAfter until when it is valid
 * @param firstSeen when a gateway first showed it
 * @param lastSeen when a gateway last connected with it
 * @param lastAddress from where
 * @param revokedAt since when it opens nothing; null while it does
 * @param revokedBy who revoked it
 * @param revokedReason why
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
