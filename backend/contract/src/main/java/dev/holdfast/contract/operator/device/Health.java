package dev.holdfast.contract.operator.device;

/**
 * How a device is, as far as anyone can know. What is not known is never shown as the device's fault: a device of which
 * nothing is known because Holdfast itself was down is {@link #UNKNOWN} with the reason {@code verifier-down}.
 */
public enum Health {
    /** {@link Trust#TRUSTED}. */
    TRUSTED,
    /** {@link Trust#OUTDATED}. */
    OUTDATED,
    /** {@link Trust#UNTRUSTED}: its last evidence speaks against it. Silence does not heal it. */
    FAILED,
    /** It has never attested, or not within the life of its certificate although it was in contact lately. */
    UNKNOWN,
    /** Like unknown, and it has not been in contact for a day in which Holdfast could be contacted. */
    UNREACHABLE
}
