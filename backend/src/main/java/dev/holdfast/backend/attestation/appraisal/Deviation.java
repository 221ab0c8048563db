package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.policy.Hit;
import dev.holdfast.policy.Side;

/**
 * Something that a device says of itself, beside its measurements, and that is not as it should be: expected against reported.
 * A fact and no judgement: policies decide what follows.
 *
 * @param subject the image type's API name, or {@value Hit#DEVICE}
 * @param component the component's GUID; empty when it is about none
 * @param expected what would be right, in words
 * @param reported what was reported, in words
 * @param side which side of the device it is about
 * @param reason one sentence for a person
 */
public record Deviation(
        DeviationKind kind,
        String subject,
        String component,
        String expected,
        String reported,
        Side side,
        String reason) {
    /** Makes one about the device as a whole. */
    static Deviation of(DeviationKind kind, Side side, String expected, Object reported, String reason) {
        return new Deviation(kind, Hit.DEVICE, "", expected, reported.toString(), side, reason);
    }

    /** Returns what an operator sees. */
    public DeviationView view() {
        return new DeviationView(kind, subject, component, expected, reported, reason);
    }
}
