/** Tests of stored attestations. */
@NullMarked
package dev.holdfast.backend.attestation.record;

import org.jspecify.annotations.NullMarked;
