package dev.holdfast.contract.operator.authority;

import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Key that signs images of a catalog.
 *
 * @param id ID of the key
 * @param publicKey X‖Y in hex
 * @param createdAt time of creation
 * @param createdBy name of the person or token that created it
 * @param replacedAt time from which it signs no more images; null for the key that signs new images
 */
public record ImageKeyView(
        UUID id,
        P256PublicKey publicKey,
        Instant createdAt,
        String createdBy,
        @Nullable Instant replacedAt) {}
