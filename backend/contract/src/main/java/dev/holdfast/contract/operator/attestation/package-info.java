/** Results of attestations: expected values, reported values and findings. */
@NullMarked
package dev.holdfast.contract.operator.attestation;

import org.jspecify.annotations.NullMarked;
