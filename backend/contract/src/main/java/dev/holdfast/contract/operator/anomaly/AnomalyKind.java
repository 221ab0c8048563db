package dev.holdfast.contract.operator.anomaly;

/** Kind of anomaly of a device. */
public enum AnomalyKind {
    /** The boot counter or keystore version is lower than in an earlier attestation: a cloned or restored chip. */
    COUNTER_ROLLBACK,
    /** One boot reports two operating systems: two chips share an identity. */
    BOOT_FORKED,
    /** Two networks alternate within minutes, in boots that do not follow each other: two chips share an identity. */
    ALTERNATING_NETWORKS,
    /** Different evidence uses a nonce that was already used: a challenge was kept or shared. */
    NONCE_REUSED,
    /** The nonce was never issued to this device in this catalog. */
    NONCE_NOT_ISSUED,
    /** The nonce was issued more than ten minutes ago: replayed evidence. */
    EVIDENCE_TOO_OLD,
    /** The evidence belongs to a different device than the connection. */
    EVIDENCE_DEVICE_MISMATCH,
    /**
     * The device exceeds its limit of reports or attestations: a program on it may repeat itself, or someone tries to fill the database.
     */
    LOOP,
    /** For 24 hours the device attested without the deployed software and reported no reason: its updates may be withheld. */
    UPDATE_WITHHELD
}
