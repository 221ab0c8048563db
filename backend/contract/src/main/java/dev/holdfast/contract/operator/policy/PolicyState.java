package dev.holdfast.contract.operator.policy;

/** How far a version of a policy has come. Its text never changes. */
public enum PolicyState {
    /** Saved, never active: nothing is decided by it. */
    CANDIDATE,
    /** It decides now. */
    ACTIVE,
    /** It was active before another one. */
    SUPERSEDED
}
