package dev.holdfast.contract.operator.device;

/** Trust that Holdfast places in a device. */
public enum Trust {
    /** The last attestation passed, and its certificates have not expired. */
    TRUSTED,
    /** The software is known but not the current one. The device can only update. */
    OUTDATED,
    /** The last attestation violates the reference values or the policy, or the endorsement of the chip is revoked. */
    UNTRUSTED,
    /** Never attested in this catalog, or not since the certificates expired or a revoked endorsement was restored. */
    UNKNOWN
}
