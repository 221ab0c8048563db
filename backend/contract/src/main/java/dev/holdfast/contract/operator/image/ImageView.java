package dev.holdfast.contract.operator.image;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;

/**
 * An uploaded image.
 *
 * @param id image GUID
 * @param component component GUID
 * @param type image type
 * @param name from its metadata
 * @param length in bytes
 * @param digest what boot chains measure
 * @param securityVersion anti-rollback number
 * @param builtAt from its metadata
 * @param uploadedAt when
 * @param uploadedBy who
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
