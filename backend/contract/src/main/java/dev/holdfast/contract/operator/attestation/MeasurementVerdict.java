package dev.holdfast.contract.operator.attestation;

/** How a reported measurement compares with the reference values. */
public enum MeasurementVerdict {
    /** It is the newest reference value of its component. */
    CURRENT,
    /** It is a reference value, but a newer one is wanted. */
    OUTDATED,
    /** The component is known, the digest is not. */
    MISMATCH,
    /** Nobody knows the component. */
    UNEXPECTED,
    /** The boot chain needs it, and the device did not report it. */
    MISSING
}
