package dev.holdfast.contract.operator.revocation;

/** Reason code of a revocation, as in revocation lists (RFC 5280 §5.3.1). */
public enum RevocationCause {
    /** Other reason. */
    UNSPECIFIED,
    /** The key may be known to others. */
    KEY_COMPROMISE,
    /** The name in the certificate is no longer correct. */
    AFFILIATION_CHANGED,
    /** Replaced by a newer certificate. */
    SUPERSEDED,
    /** The device is out of service. */
    CESSATION_OF_OPERATION,
    /** The device is blocked. Set by Holdfast only. */
    CERTIFICATE_HOLD,
    /** The device may no longer use the certificate. */
    PRIVILEGE_WITHDRAWN
}
