package dev.holdfast.backend.attestation.reference;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.time.Instant;
import java.util.Comparator;

/**
 * Expected measurement of one released image (RFC 9334 §4.2).
 *
 * @param component component that the image is a build of
 * @param digest digest that a boot chain measures
 * @param securityVersion anti-rollback number
 * @param name name in the image's metadata
 * @param uploadedAt time of the upload
 */
public record ReferenceValue(
        ImageType type,
        ComponentId component,
        ImageId image,
        Digest digest,
        long securityVersion,
        String name,
        Instant uploadedAt,
        ReferenceState state) {
    /** Newest last: by security version, then upload time, then digest, so that the order is total. */
    public static final Comparator<ReferenceValue> BY_AGE = Comparator.comparingLong(ReferenceValue::securityVersion)
            .thenComparing(ReferenceValue::uploadedAt)
            .thenComparing(value -> value.digest().hex());

    /** Returns a copy with another state. */
    public ReferenceValue state(ReferenceState other) {
        return new ReferenceValue(type, component, image, digest, securityVersion, name, uploadedAt, other);
    }
}
