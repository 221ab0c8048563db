/** Tests of batched requests. */
@NullMarked
package dev.holdfast.backend.attestation.waiting;

import org.jspecify.annotations.NullMarked;
