package dev.holdfast.contract.operator.image;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;

/**
 * Uploaded image.
 *
 * @param id GUID of the image
 * @param component GUID of the component
 * @param type image type, such as {@code Applications}
 * @param name name in the metadata of the image
 * @param length length in bytes
 * @param digest SHA-256 that boot measures
 * @param securityVersion anti-rollback number
 * @param builtAt time in the metadata of the image
 * @param uploadedAt time of the upload
 * @param uploadedBy user who uploaded the image
 */
public record ImageView(
        ImageId id,
        ComponentId component,
        String type,
        String name,
        long length,
        Digest digest,
        long securityVersion,
        Instant builtAt,
        Instant uploadedAt,
        String uploadedBy) {}
