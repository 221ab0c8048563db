package dev.holdfast.contract.operator.policy;

/** State of a version of a policy. The text of a version never changes. */
public enum PolicyState {
    /** Saved and never active. */
    CANDIDATE,
    /** Decides now. */
    ACTIVE,
    /** Was active earlier. Another version decides now, or none of this scope. */
    SUPERSEDED
}
