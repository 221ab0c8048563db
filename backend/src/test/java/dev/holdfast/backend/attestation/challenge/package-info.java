/** Tests of challenges. */
@NullMarked
package dev.holdfast.backend.attestation.challenge;

import org.jspecify.annotations.NullMarked;
