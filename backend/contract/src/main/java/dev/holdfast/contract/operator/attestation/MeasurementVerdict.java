package dev.holdfast.contract.operator.attestation;

/** Result of comparing a reported measurement with the reference values. */
public enum MeasurementVerdict {
    /** The newest valid reference value of the component, or one of a newer release that was withdrawn. */
    CURRENT,
    /** A valid reference value, but not the newest. */
    OUTDATED,
    /** The component is known, but no valid reference value has the digest: it is unknown, retired, or deployed to other groups only. */
    MISMATCH,
    /** The component is unknown, or was measured before in the same boot; for the trusted keystore, a newer version is unknown. */
    UNEXPECTED,
    /** Not reported, although every boot measures this type, or the system service has a reference value. */
    MISSING
}
