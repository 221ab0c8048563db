package dev.holdfast.contract.operator.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token, without what must be kept secret of it.
 *
 * @param id of the token
 * @param kind for whom it speaks
 * @param name what it is for
 * @param prefix its first characters, to tell it apart
 * @param role what it may do at most
 * @param product where; null for the whole catalog or installation
 * @param group where; null for the whole product
 * @param createdBy whose it is, or who made it for a service
 * @param createdAt when
 * @param expiresAt until when it is good
 * @param lastUsedAt when it was last used, to the minute; null for never
 * @param revokedAt when it was revoked; null when it was not
 * @param revokedBy by whom
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
