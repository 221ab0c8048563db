package dev.holdfast.contract.operator.approval;

import java.util.List;

/**
 * Which acts shall need a second person in a catalog.
 *
 * @param acts all of them; those that are not named need none
 * @param comment why it shall change, 1 to 500 characters
 */
public record NewApprovalRules(List<ApprovalAct> acts, String comment) {}
