package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.reference.ReferenceState;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of one image with its reference value.
 *
 * @param component null for a missing image or a keystore without a reference value, which would name the component
 * @param reportedDigest null if not measured, and for the trusted keystore, for which Pluton reports only the version
 * @param reportedSecurityVersion 0 if not reported
 * @param expected the matching reference value, else the one that the device should run; null if there is none
 * @param referenceState state of the reference value with the reported digest, for the keystore with the reported version
 * @param rolledBack whether the device attested a higher security version of the component before
 */
public record MeasurementAppraisal(
        ImageType type,
        @Nullable ComponentId component,
        @Nullable Digest reportedDigest,
        long reportedSecurityVersion,
        @Nullable ReferenceValue expected,
        MeasurementVerdict verdict,
        ReferenceState referenceState,
        boolean rolledBack) {
    static MeasurementAppraisal missing(ImageType type, @Nullable ReferenceValue expected) {
        return new MeasurementAppraisal(
                type,
                expected == null ? null : expected.component(),
                null,
                0,
                expected,
                MeasurementVerdict.MISSING,
                ReferenceState.NONE,
                false);
    }

    /** Returns whether the image matches a reference value, current or older. */
    public boolean matched() {
        return verdict == MeasurementVerdict.CURRENT || verdict == MeasurementVerdict.OUTDATED;
    }

    String componentText() {
        return component == null ? "" : component.text();
    }

    public MeasurementView view() {
        return new MeasurementView(
                type.apiName(),
                componentText(),
                expected == null ? "" : expected.name(),
                reportedDigest,
                reportedSecurityVersion,
                expected == null ? null : expected.digest(),
                expected == null ? 0 : expected.securityVersion(),
                verdict,
                referenceState,
                rolledBack);
    }
}
