/**
 * Expected measurements of good software. A value takes effect for all devices of its catalog when its transaction commits.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.reference.ReferenceValues}.
 */
@NullMarked
package dev.holdfast.backend.attestation.reference;

import org.jspecify.annotations.NullMarked;
