package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * What came of a change of the rules. What is switched on is so at once; switching something off needs a second person itself.
 *
 * @param rules the rules as they are now
 * @param approval what waits for a second person; null when nothing was to be switched off
 */
public record ApprovalRulesChange(
        ApprovalRules rules, @Nullable ApprovalView approval) {}
