/**
 * Byte formats: evidence, attestation results and manifest sets (COSE), MT3620 image packages. What the flash holds
 * besides is in {@code dev.holdfast.contract.mt3620}.
 *
 * <p>Each format has one class that both writes and reads it, so that the two cannot drift apart. Readers trust
 * nothing: they check lengths before they allocate and signatures before they parse what is signed, and answer
 * {@link dev.holdfast.contract.format.FormatException} for every malformed input, which a fuzz target of each holds.
 *
 * <p>Start reading at {@link dev.holdfast.contract.format.EvidenceFormat}, then
 * {@link dev.holdfast.contract.format.ImagePackage}.
 */
@NullMarked
package dev.holdfast.contract.format;

import org.jspecify.annotations.NullMarked;
