package dev.holdfast.contract.operator.approval;

/** How far an act that needs a second person has come. */
public enum ApprovalState {
    /** It waits. */
    PENDING,
    /** A second person approved, and it is done. */
    APPROVED,
    /** A second person said no. */
    REJECTED,
    /** Who asked for it took it back. */
    WITHDRAWN,
    /** Nobody decided in time. */
    EXPIRED
}
