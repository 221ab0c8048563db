package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.approval.ApprovalView;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, and what came of it: either it is done, or it waits for a second person.
 *
 * @param policy the policy as it is now
 * @param approval what waits for a second person; null when it is done
 */
public record PolicyActivation(PolicyView policy, @Nullable ApprovalView approval) {}
