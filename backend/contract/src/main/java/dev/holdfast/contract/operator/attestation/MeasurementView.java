package dev.holdfast.contract.operator.attestation;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.reference.ReferenceState;
import org.jspecify.annotations.Nullable;

/**
 * Expected against reported, for one image.
 *
 * @param type image type
 * @param component component GUID
 * @param name image name of the expected reference value, else of nothing: empty
 * @param reportedDigest SHA-256, hex; null when an expected image was not reported
 * @param reportedSecurityVersion anti-rollback number
 * @param expectedDigest SHA-256, hex, of the reference value it matched, else of the newest for its component; null when there is none
 * @param expectedSecurityVersion its anti-rollback number
 * @param verdict how they compare
 * @param referenceState what the reported digest is among the reference values; null where it was not kept
 * @param rolledBack whether the device has attested a higher anti-rollback number of the component before
 */
public record MeasurementView(
        String type,
        String component,
        String name,
        @Nullable Digest reportedDigest,
        long reportedSecurityVersion,
        @Nullable Digest expectedDigest,
        long expectedSecurityVersion,
        MeasurementVerdict verdict,
        @Nullable ReferenceState referenceState,
        boolean rolledBack) {}
