package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.subject.AdmissionState;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stored state of an endorsed device that requests a certificate.
 *
 * @param trust trust by the newest attestation; unknown if the device's trust changed since
 * @param attestation the newest one in its catalog; null if there is none
 * @param certificateRevoked whether one of its certificates was revoked after the attestation
 * @param requiresPostQuantum whether its group requires a post-quantum key exchange
 */
record Applicant(
        AdmissionState admissionState,
        Trust trust,
        @Nullable Attestation attestation,
        boolean certificateRevoked,
        boolean requiresPostQuantum) {
    /** An attestation: when it was concluded, and its evidence. */
    record Attestation(Instant at, Blob evidence) {}
}
