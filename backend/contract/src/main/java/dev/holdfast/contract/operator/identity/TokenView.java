package dev.holdfast.contract.operator.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Token without its secret.
 *
 * @param id GUID of the token
 * @param kind kind of the token
 * @param name purpose
 * @param prefix first characters of the secret, to identify the token
 * @param role maximum role
 * @param product name of the product in the scope; null for the whole catalog or installation
 * @param group name of the device group in the scope; null for the whole product
 * @param createdBy user who created the token, for whom a personal token acts
 * @param createdAt time of creation
 * @param expiresAt time of expiry
 * @param lastUsedAt time of the last use, to the minute; null for never
 * @param revokedAt time of the revocation; null when not revoked
 * @param revokedBy user who revoked the token; null when not revoked
 */
public record TokenView(
        UUID id,
        TokenKind kind,
        String name,
        String prefix,
        Role role,
        @Nullable String product,
        @Nullable String group,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {}
