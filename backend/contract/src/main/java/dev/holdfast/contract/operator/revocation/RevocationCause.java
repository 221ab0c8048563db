package dev.holdfast.contract.operator.revocation;

/** Why a certificate is worth nothing any more, as revocation lists say it (RFC 5280 §5.3.1). */
public enum RevocationCause {
    /** Something else. */
    UNSPECIFIED,
    /** Somebody else may have the key. */
    KEY_COMPROMISE,
    /** The device is no longer what the certificate says. */
    AFFILIATION_CHANGED,
    /** There is a newer one. */
    SUPERSEDED,
    /** The device is out of service. */
    CESSATION_OF_OPERATION,
    /** Its device is blocked, and as long as it is; nobody revokes for it. */
    CERTIFICATE_HOLD,
    /** The device may no longer do what the certificate opens. */
    PRIVILEGE_WITHDRAWN
}
