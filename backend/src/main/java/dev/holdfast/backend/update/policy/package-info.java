/**
 * Update policies of device groups: which one applies, when devices may install by it, and the effect of another one. Gateways evaluate the
 * policies at each poll; this package gives them the text. {@code attestation.policy} has versions, test cases and activation.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.policy.UpdatePolicyTexts}.
 */
@NullMarked
package dev.holdfast.backend.update.policy;

import org.jspecify.annotations.NullMarked;
