/**
 * Decides whether a device can be trusted: the Verifier of RFC 9334.
 *
 * <p>Guarantees: an untrusted device gets a signed result, not an exception. A challenge can be used once, by the device that requested it.
 * A device with a measurement that matches no reference value gets no certificate under the shipped policy. Every outage fails closed.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.AttestDevice}, then {@link
 * dev.holdfast.backend.attestation.appraisal.Appraiser}.
 */
@NullMarked
package dev.holdfast.backend.attestation;

import org.jspecify.annotations.NullMarked;
