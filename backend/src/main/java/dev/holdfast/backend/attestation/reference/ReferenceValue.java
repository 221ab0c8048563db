package dev.holdfast.backend.attestation.reference;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.time.Instant;
import java.util.Comparator;

/**
 * What one released image measures as (RFC 9334 §4.2).
 *
 * @param type the image's type
 * @param component the component that it is a version of
 * @param image the build
 * @param digest what a boot chain measures
 * @param securityVersion the anti-rollback number
 * @param name from the image's metadata
 * @param uploadedAt when the catalog got it
 * @param state whether it counts, and for whom
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
    /** Newest last: by security version, then by time of upload, then by digest so that the order is total. */
    public static final Comparator<ReferenceValue> BY_AGE = Comparator.comparingLong(ReferenceValue::securityVersion)
            .thenComparing(ReferenceValue::uploadedAt)
            .thenComparing(value -> value.digest().hex());

    /** Returns the same value with another state. */
    public ReferenceValue state(ReferenceState other) {
        return new ReferenceValue(type, component, image, digest, securityVersion, name, uploadedAt, other);
    }
}
