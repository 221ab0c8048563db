/** Appraised evidence: what was expected, what was reported, what follows. */
@NullMarked
package dev.holdfast.contract.operator.attestation;

import org.jspecify.annotations.NullMarked;
