package dev.holdfast.contract.operator.anomaly;

/** What does not fit together in what a device attested. */
public enum AnomalyKind {
    /** The boot counter or the keystore's version is lower than one attested before: two chips, or a restored one. */
    COUNTER_WENT_BACK,
    /** One boot, two measured operating systems: two chips count on their own. */
    BOOT_FORKED,
    /** Two networks in turn, within minutes, in boots that do not follow each other: two chips take turns. */
    TWO_PLACES,
    /** Other evidence over a nonce that was spent: someone kept or shared a challenge. */
    NONCE_REUSED,
    /** A nonce that was never made for this device in this catalog. */
    NONCE_FOREIGN,
    /** Evidence over a nonce that ended long ago: a recording. */
    EVIDENCE_TOO_OLD,
    /** Evidence of another device came over this one's connection. */
    EVIDENCE_OF_ANOTHER
}
