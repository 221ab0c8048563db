package dev.holdfast.gateway.edge;

import java.util.Locale;

/** Why an identity was refused: for the log and the counter, never for the device. */
public enum RefusalReason {
    /** The certificate or chain is not built as the protocol wants it. */
    MALFORMED_CERTIFICATE,
    /** The certificate's name is not a device ID. */
    NOT_A_DEVICE_ID,
    /** A self-signed certificate is not signed by its own key. */
    BAD_SELF_SIGNATURE,
    /** Not yet or no longer valid. */
    OUT_OF_VALIDITY,
    /** The chain does not lead to this installation's root in the order sent. */
    UNTRUSTED_CHAIN,
    /** Issued, but with neither or both of the protocol's extended key usages. */
    WRONG_USAGE,
    /** The admission policy does not admit this certificate on this path. */
    NOT_ADMITTED,
    /** The device left the catalog whose certificate it shows, or is nobody's any more, says the backend. */
    OTHER_CATALOG,
    /** An operator blocked the device, says the backend. */
    BLOCKED,
    /** The certificate was revoked, says the backend. */
    REVOKED,
    /** No silicon manufacturer endorses the chip, says the backend. */
    UNKNOWN_CHIP,
    /** The backend refuses the device or what it handed in. */
    REFUSED_BY_BACKEND;

    /** Returns the reason's label in metrics and logs, such as {@code untrusted-chain}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
