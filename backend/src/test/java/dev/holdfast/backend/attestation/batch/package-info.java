/** Tests of batched requests. */
@NullMarked
package dev.holdfast.backend.attestation.batch;

import org.jspecify.annotations.NullMarked;
