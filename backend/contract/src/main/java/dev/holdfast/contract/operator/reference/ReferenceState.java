package dev.holdfast.contract.operator.reference;

/** What a measured digest is among the reference values of its component. */
public enum ReferenceState {
    /** It counts for every device of the catalog. */
    PERMANENT,
    /** It counts for devices whose group's current deployment has it, and for no others. */
    TENTATIVE,
    /** It counted once, and someone retired it. */
    RETIRED,
    /** It is no reference value: software that nobody released. */
    NONE
}
