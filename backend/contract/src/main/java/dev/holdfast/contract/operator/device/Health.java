package dev.holdfast.contract.operator.device;

/**
 * Health of a device. A device that is silent because Holdfast was down is {@link #UNKNOWN}, with the reason {@code
 * verifier-down}.
 */
public enum Health {
    /** The trust is {@link Trust#TRUSTED}. */
    TRUSTED,
    /** The trust is {@link Trust#OUTDATED}. */
    OUTDATED,
    /** The trust is {@link Trust#UNTRUSTED}: the last attestation failed, or the endorsement is revoked. Silence does not change this. */
    FAILED,
    /** The trust is {@link Trust#UNKNOWN}, and the device is not {@link #UNREACHABLE}. */
    UNKNOWN,
    /** Unknown, and without contact for a day in which Holdfast was available. A device that never made contact is only unknown. */
    UNREACHABLE
}
