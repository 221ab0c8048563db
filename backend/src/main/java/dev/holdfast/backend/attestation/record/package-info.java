/**
 * What is kept of attestations. Guarantees: a device is answered only what was recorded before; a nonce is spent by being
 * recorded.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.record.AttestationRecords}.
 */
@NullMarked
package dev.holdfast.backend.attestation.record;

import org.jspecify.annotations.NullMarked;
