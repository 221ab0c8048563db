package dev.holdfast.contract.operator.approval;

/** State of an approval request. */
public enum ApprovalState {
    /** Waiting for a decision. */
    PENDING,
    /** Approved and done. */
    APPROVED,
    /** Rejected by an approver. */
    REJECTED,
    /** Withdrawn by the requester. */
    WITHDRAWN,
    /** Expired without a decision. */
    EXPIRED
}
