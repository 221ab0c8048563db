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
 * @param expiresAt time from which it signs no more images, two years after its creation; Holdfast replaces it 60 days before
 * @param devices number of devices that run an image that it signed, by the manifest set of their newest attestation
 * @param replacedAt time from which it signs no more images; null for the key that signs new images
 */
public record ImageKeyView(
        UUID id,
        P256PublicKey publicKey,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        long devices,
        @Nullable Instant replacedAt) {}
