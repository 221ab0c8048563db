package dev.holdfast.contract.operator.reference;

/** State of a measured digest among the reference values of its component. */
public enum ReferenceState {
    /** Valid for every device of the catalog; before the promotion of an OS release, only for groups with the feed {@code RetailEval}. */
    PERMANENT,
    /** Valid for devices whose group currently deploys the image. */
    TENTATIVE,
    /** Retired; no longer valid. */
    RETIRED,
    /** Not a reference value. */
    NONE
}
