package dev.holdfast.gateway.edge;

import java.util.Locale;

/** Reason of a refusal, for the log and the metrics, never for the device. */
public enum RefusalReason {
    /** The certificate or chain has the wrong form. */
    MALFORMED_CERTIFICATE,
    /** The certificate's name is not a device ID. */
    NOT_A_DEVICE_ID,
    /** The signature of a self-signed certificate is wrong. */
    BAD_SELF_SIGNATURE,
    /** The certificate is not yet valid or expired. */
    OUT_OF_VALIDITY,
    /** The certificates, in the order sent, do not chain to the root of this installation. */
    UNTRUSTED_CHAIN,
    /** The certificate has neither or both of the protocol's extended key usages. */
    WRONG_USAGE,
    /** The admission policy does not admit this certificate on this path or with this key exchange, or the path is unknown. */
    NOT_ADMITTED,
    /** The device left the catalog of its certificate, or belongs to no catalog. */
    OTHER_CATALOG,
    /** An operator blocked the device. */
    BLOCKED,
    /** The certificate was revoked. */
    REVOKED,
    /** The chip has no valid endorsement, or no catalog. */
    UNKNOWN_CHIP,
    /** The backend refused the device or its request. */
    REFUSED_BY_BACKEND;

    /** Returns the reason's label in metrics and logs, such as {@code untrusted-chain}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
