package dev.holdfast.contract.operator.approval;

/** Acts that may need a second person. */
public enum ApprovalAct {
    /** Activating a version of a policy, or taking a policy away. */
    ACTIVATE_POLICY,
    /** Switching off that an act needs a second person. */
    CHANGE_APPROVAL_RULES
}
