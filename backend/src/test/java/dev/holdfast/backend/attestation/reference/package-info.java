/** Tests of reference values. */
@NullMarked
package dev.holdfast.backend.attestation.reference;

import org.jspecify.annotations.NullMarked;
