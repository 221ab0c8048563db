package dev.holdfast.contract.operator.policy;

/** State of a replay. */
public enum ReplayState {
    /** Running or queued. */
    RUNNING,
    /** The report is complete. */
    FINISHED,
    /** Cancelled by a user. */
    CANCELLED,
    /** Policies or reference values changed during the replay, so there is no report. Start a new replay. */
    SUPERSEDED,
    /** Failed repeatedly on the same devices, so there is no report. {@link ReplayView#unusable} has the reason. */
    FAILED
}
