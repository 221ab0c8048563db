package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * What came of a change of the rules. Switching one on is done at once; switching one off needs a second person itself.
 *
 * @param rules the rules as they are now
 * @param approval what waits for a second person; null when it is done
 */
public record ApprovalRulesChange(
        ApprovalRules rules, @Nullable ApprovalView approval) {}
