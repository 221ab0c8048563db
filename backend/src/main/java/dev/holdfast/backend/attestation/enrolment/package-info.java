/**
 * The same gate as attestation, for devices that come with a certificate request (EST, RFC 7030): no fresh trusted attestation, no
 * certificate.
 *
 * <p>Guarantees: what is certified is a key that the evidence of the device's newest attestation vouches for, and that signed the
 * request; that attestation was trusted and is still what is known of the device when the certificate is recorded; the certificate
 * ends when those that the attestation gave end, and there are not more than 32 of them. Who asks is never believed for any of it: a stolen gateway, which may name any
 * device, gets no certificate for a key of its own.
 *
 * <p>{@link dev.holdfast.backend.attestation.enrolment.CertificateRequest} and
 * {@link dev.holdfast.backend.attestation.enrolment.Entitlement} are pure. Start reading at
 * {@link dev.holdfast.backend.attestation.enrolment.EnrolDevice}.
 */
@NullMarked
package dev.holdfast.backend.attestation.enrolment;

import org.jspecify.annotations.NullMarked;
