package dev.holdfast.contract.operator.approval;

/**
 * Why someone approves, rejects or withdraws.
 *
 * @param comment 1 to 500 characters
 */
public record ApprovalAnswer(String comment) {}
