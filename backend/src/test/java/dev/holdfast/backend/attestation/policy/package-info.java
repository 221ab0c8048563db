/** Tests of policies. */
@NullMarked
package dev.holdfast.backend.attestation.policy;

import org.jspecify.annotations.NullMarked;
