package dev.holdfast.contract.operator.policy;

/** How far a replay has come. */
public enum ReplayState {
    /** It runs, or waits for its turn. */
    RUNNING,
    /** Its report is complete. */
    FINISHED,
    /** Someone stopped it. */
    CANCELLED,
    /** Policies or reference values changed while it ran, so that its report would say nothing: start it again. */
    OVERTAKEN,
    /** It failed several times at the same devices, so that it has no report; {@code unusable} says why. */
    FAILED
}
