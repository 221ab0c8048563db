/**
 * Issues certificates for certificate requests (EST, RFC 7030), based on attestation: no fresh trusted attestation, no certificate.
 *
 * <p>Guarantees: the certified key is in the evidence of the device's newest attestation and signed the request. That attestation is trusted
 * and still the newest when the certificate is recorded. The certificate expires with those of the attestation, which allows at most 32. A
 * stolen gateway, which may name any device, gets no certificate for its own key.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.enrolment.EnrolDevice}.
 */
@NullMarked
package dev.holdfast.backend.attestation.enrolment;

import org.jspecify.annotations.NullMarked;
