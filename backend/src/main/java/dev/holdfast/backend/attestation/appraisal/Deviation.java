package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.policy.Hit;
import dev.holdfast.policy.Side;

/**
 * A reported value, other than a measurement, that differs from what is expected. Policies decide what follows from it.
 *
 * @param subject API name of the image type, or {@value Hit#DEVICE}
 * @param component GUID of the component; empty if none
 * @param expected expected value, for display
 * @param reported reported value, for display
 * @param side part of the device that it concerns
 * @param reason one sentence for operators
 */
public record Deviation(
        DeviationKind kind,
        String subject,
        String component,
        String expected,
        String reported,
        Side side,
        String reason) {
    /** Creates a deviation of the whole device. */
    static Deviation of(DeviationKind kind, Side side, String expected, Object reported, String reason) {
        return new Deviation(kind, Hit.DEVICE, "", expected, reported.toString(), side, reason);
    }

    public DeviationView view() {
        return new DeviationView(kind, subject, component, expected, reported, reason);
    }
}
