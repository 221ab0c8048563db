/**
 * Byte formats: evidence and attestation results (COSE), MT3620 image packages, image manifests and manifest sets.
 *
 * <p>Each format has one class that both writes and reads it, so that the two cannot drift apart. Readers trust
 * nothing: they check lengths before they allocate and signatures before they parse what is signed, and answer
 * {@link dev.holdfast.contract.format.FormatException} for every malformed input.
 *
 * <p>Start reading at {@link dev.holdfast.contract.format.EvidenceFormat}, then
 * {@link dev.holdfast.contract.format.ImagePackage}.
 */
@NullMarked
package dev.holdfast.contract.format;

import org.jspecify.annotations.NullMarked;
