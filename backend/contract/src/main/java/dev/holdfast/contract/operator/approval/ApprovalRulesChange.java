package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * Result of changing approval rules. New rules apply at once; turning off a rule needs approval.
 *
 * @param rules current rules
 * @param approval pending request to turn off rules; null when no rule is turned off
 */
public record ApprovalRulesChange(
        ApprovalRules rules, @Nullable ApprovalView approval) {}
