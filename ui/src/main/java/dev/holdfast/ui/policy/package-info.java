/** Attestation policies: versions, editor, replays and activations. Start with {@link dev.holdfast.ui.policy.PolicyDetailView}. */
@NullMarked
package dev.holdfast.ui.policy;

import org.jspecify.annotations.NullMarked;
