package dev.holdfast.contract.operator.device;

/** Trust that Holdfast places in a device. */
public enum Trust {
    /** The last attestation passed and the certificates are valid. */
    TRUSTED,
    /** The software is known but not the current one. The device can only update. */
    OUTDATED,
    /** The last attestation violates the reference values or the policy. */
    UNTRUSTED,
    /** Never attested, or the certificates have expired. */
    UNKNOWN
}
