package dev.holdfast.contract.operator.approval;

/**
 * Which acts need a second person in a catalog.
 *
 * @param activatePolicy whether activating a policy does
 */
public record ApprovalRules(Boolean activatePolicy) {}
