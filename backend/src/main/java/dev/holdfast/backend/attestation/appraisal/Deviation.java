package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.policy.RuleHit;
import dev.holdfast.policy.TrustClaim;

/**
 * A reported value, other than a measurement, that differs from what is expected. Policies decide what follows from it.
 *
 * @param subject API name of the image type, or {@value RuleHit#DEVICE}
 * @param component GUID of the component; empty if none
 * @param expected expected value, for display
 * @param reported reported value, for display
 * @param claim affected trustworthiness claim
 * @param reason one sentence for operators
 */
public record Deviation(
        DeviationKind kind,
        String subject,
        String component,
        String expected,
        String reported,
        TrustClaim claim,
        String reason) {
    /** Creates a deviation of the whole device. */
    static Deviation of(DeviationKind kind, TrustClaim claim, String expected, Object reported, String reason) {
        return new Deviation(kind, RuleHit.DEVICE, "", expected, reported.toString(), claim, reason);
    }

    public DeviationView view() {
        return new DeviationView(kind, subject, component, expected, reported, reason);
    }
}
