package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.subject.AdmissionState;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast knows of an endorsed device that asks for a certificate.
 *
 * @param admissionState whose it is
 * @param trust what is thought of it now
 * @param attestation its newest attestation in its catalog; null when it never attested there
 * @param certificateRevoked whether a certificate of its was revoked after that
 */
record Applicant(AdmissionState admissionState, Trust trust, @Nullable Attestation attestation, boolean certificateRevoked) {
    /**
     * An attestation.
     *
     * @param at when it was concluded
     * @param evidence over which
     */
    record Attestation(Instant at, Blob evidence) {}
}
