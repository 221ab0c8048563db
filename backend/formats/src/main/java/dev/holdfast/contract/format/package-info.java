/**
 * Byte formats: evidence, attestation results and manifest sets (COSE), and MT3620 image packages.
 * {@code dev.holdfast.contract.mt3620} contains the formats of special images.
 *
 * <p>One class both encodes and decodes a format. Decoders treat input as untrusted: they check lengths before they
 * allocate memory, and signatures before they parse signed content. Only {@link dev.holdfast.contract.format.ImagePackage#parse} and
 * {@link dev.holdfast.contract.format.StoredEvidence} do not check signatures. Decoders throw
 * {@link dev.holdfast.contract.format.FormatException} for all malformed input. A fuzz target tests each decoder.
 *
 * <p>Start reading at {@link dev.holdfast.contract.format.EvidenceFormat}, then
 * {@link dev.holdfast.contract.format.ImagePackage}.
 */
@NullMarked
package dev.holdfast.contract.format;

import org.jspecify.annotations.NullMarked;
