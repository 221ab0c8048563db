package dev.holdfast.contract.operator.attestation;

/** Result of comparing a reported measurement with the reference values. */
public enum MeasurementVerdict {
    /** Matches the image of the group's current deployment, else the newest valid reference value, or a value with a higher security version. */
    CURRENT,
    /** Another valid reference value; for the trusted keystore, any version lower than the current one. */
    OUTDATED,
    /** The component is known, but no valid reference value has the digest: it is unknown, retired, or deployed to other groups only. */
    MISMATCH,
    /** The component is unknown, or was measured before in the same boot; for the trusted keystore, an unknown newer version. */
    UNEXPECTED,
    /** Not reported, although every boot measures this type, or the system service has a reference value. */
    MISSING
}
