/** Attestation policies with their versions, checks, replays and activations. */
@NullMarked
package dev.holdfast.contract.operator.policy;

import org.jspecify.annotations.NullMarked;
