package dev.holdfast.contract.operator.device;

/** What Holdfast thinks of a device now. */
public enum Trust {
    /** Its last attestation was affirmed and its certificates have not expired. */
    TRUSTED,
    /** Known software, but not the wanted one: it may repair itself, nothing else. */
    OUTDATED,
    /** Its last evidence contradicts the reference values or the policy. */
    UNTRUSTED,
    /** It has never attested, or not within the life of its certificates. */
    UNKNOWN
}
