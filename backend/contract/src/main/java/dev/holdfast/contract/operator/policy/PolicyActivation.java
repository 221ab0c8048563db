package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.approval.ApprovalView;
import org.jspecify.annotations.Nullable;

/**
 * Result of an activation request: done, or pending approval.
 *
 * @param policy policy after the request
 * @param approval pending approval request; null when the activation is done
 */
public record PolicyActivation(PolicyView policy, @Nullable ApprovalView approval) {}
