package dev.holdfast.contract.operator.attestation;

/** Result of comparing a reported measurement with the reference values. */
public enum MeasurementVerdict {
    /** The newest reference value of the component. */
    CURRENT,
    /** A reference value, but not the newest. */
    OUTDATED,
    /** The component is known, but the digest is not. */
    MISMATCH,
    /** The component is unknown. */
    UNEXPECTED,
    /** Required by the boot chain but not reported. */
    MISSING
}
