package dev.holdfast.contract.operator.attestation;

/** Result of comparing a reported measurement with the reference values. */
public enum MeasurementVerdict {
    /**
     * The image in the current deployment of the group, else the newest valid reference value of the component. Or a valid reference value
     * with a higher security version, such as that of a withdrawn release.
     */
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
