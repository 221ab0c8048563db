/**
 * Decides whether a device can be trusted: the Verifier of RFC 9334.
 *
 * <p>Guarantees: appraisal never throws for a bad device, because a bad device is a signed result; a challenge can be
 * spent once, by the device that asked; a device whose measurements differ from the reference values in one bit gets no
 * certificate under the shipped policy; every outage fails closed.
 *
 * <p>{@link dev.holdfast.backend.attestation.appraisal.Appraiser}, {@link dev.holdfast.backend.attestation.AttestationPolicy} and
 * {@link dev.holdfast.backend.attestation.appraisal.Conclusion} are pure. Start reading at
 * {@link dev.holdfast.backend.attestation.appraisal.Appraiser}.
 */
@NullMarked
package dev.holdfast.backend.attestation;

import org.jspecify.annotations.NullMarked;
