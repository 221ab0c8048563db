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
 * Expected against reported, for one image.
 *
 * @param type its type
 * @param component its component; null when a required type was not measured and no component of it is known
 * @param reportedDigest null when it was not measured, and for the trusted keystore, of which Pluton reports the version
 * @param reportedSecurityVersion 0 when it was not reported
 * @param expected the reference value that it matched, else the newest of the component; null when there is none
 * @param verdict how they compare
 * @param referenceState what the reported digest is among the reference values
 * @param rolledBack whether the device has attested a higher security version of the component before
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

    /** Returns whether it is a reference value, the newest or not. */
    public boolean matched() {
        return verdict == MeasurementVerdict.CURRENT || verdict == MeasurementVerdict.OUTDATED;
    }

    String componentText() {
        return component == null ? "" : component.text();
    }

    /** Returns what an operator sees. */
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
