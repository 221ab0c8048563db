package dev.holdfast.contract.operator.approval;

/**
 * Which acts shall need a second person in a catalog.
 *
 * @param activatePolicy whether activating a policy does
 * @param comment why it shall change, 1 to 500 characters
 */
public record NewApprovalRules(Boolean activatePolicy, String comment) {}
