/** Tests of policies and their activation. */
@NullMarked
package dev.holdfast.backend.attestation.policy;

import org.jspecify.annotations.NullMarked;
