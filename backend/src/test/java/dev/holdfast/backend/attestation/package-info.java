/** Tests of attestation. */
@NullMarked
package dev.holdfast.backend.attestation;

import org.jspecify.annotations.NullMarked;
