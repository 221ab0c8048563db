package dev.holdfast.contract.operator.attestation;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.reference.ReferenceState;
import org.jspecify.annotations.Nullable;

/**
 * Expected and reported measurement of an image.
 *
 * @param type image type, such as {@code NormalWorldKernel}
 * @param component GUID of the component; empty if there is no reference value for a missing image or for the trusted keystore
 * @param name image name of the expected reference value, or empty
 * @param reportedDigest reported SHA-256, hex; null when an expected image was not reported, and for the trusted keystore, of which evidence
 *     has only the version
 * @param reportedSecurityVersion reported anti-rollback number; 0 if not reported
 * @param expectedDigest SHA-256, hex, of the matching reference value; if none matches, of the newest one of the component; null for none
 * @param expectedSecurityVersion anti-rollback number of that reference value; 0 for none
 * @param verdict result of the comparison
 * @param referenceState state of the reported digest, or of the keystore's version, among the reference values
 * @param rolledBack whether the device attested a higher anti-rollback number of the component before
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
        ReferenceState referenceState,
        boolean rolledBack) {}
