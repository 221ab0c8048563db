package dev.holdfast.contract.operator.policy;

/** State of a replay. */
public enum ReplayState {
    /** Running or queued. */
    RUNNING,
    /** The report is complete. */
    FINISHED,
    /** Cancelled by a user. */
    CANCELLED,
    /** Policies or reference values changed during the replay, so it has no report. Start it again. */
    SUPERSEDED,
    /** Failed repeatedly on the same devices, so it has no report; {@code unusable} has the reason. */
    FAILED
}
