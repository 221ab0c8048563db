package dev.holdfast.contract.operator.capability;

/** State of a capability file. */
public enum CapabilityState {
    /** Valid: its device may enable the capabilities. */
    IN_FORCE,
    /** Expired. */
    EXPIRED,
    /** Revoked: the appraisal finds the capabilities of the file as not issued if the device still reports them. */
    REVOKED,
    /** The device left the catalog. The file stays invalid if the device returns. */
    DEVICE_LEFT
}
