/**
 * What good software measures as. A value counts for every device of its catalog from the commit that brought it on.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.reference.ReferenceValues}.
 */
@NullMarked
package dev.holdfast.backend.attestation.reference;

import org.jspecify.annotations.NullMarked;
