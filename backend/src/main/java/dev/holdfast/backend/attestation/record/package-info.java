/**
 * Stores attestations. Guarantees: a device gets a response only after its attestation is stored, and storing it spends the nonce.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.record.AttestationRecords}.
 */
@NullMarked
package dev.holdfast.backend.attestation.record;

import org.jspecify.annotations.NullMarked;
