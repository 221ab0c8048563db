/**
 * Expected measurements of good software. A change of values takes effect at the next attestation after its transaction commits. Tentative
 * values apply only where their image is deployed.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.reference.ReferenceValues}.
 */
@NullMarked
package dev.holdfast.backend.attestation.reference;

import org.jspecify.annotations.NullMarked;
