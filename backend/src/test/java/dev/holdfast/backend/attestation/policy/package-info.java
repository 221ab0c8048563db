/** Tests of policies: which decides, and what it takes that another one does. */
@NullMarked
package dev.holdfast.backend.attestation.policy;

import org.jspecify.annotations.NullMarked;
