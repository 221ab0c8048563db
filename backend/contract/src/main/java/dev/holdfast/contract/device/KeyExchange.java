package dev.holdfast.contract.device;

import java.util.Arrays;

/**
 * How a connection's TLS keys were agreed: the named group (RFC 8446 §4.2.7) that the server chose. What is recorded today and
 * read in twenty years is as safe as this.
 */
public enum KeyExchange {
    /** ML-KEM-768 and X25519 together: stays closed to whoever has a quantum computer one day. */
    X25519MLKEM768(0x11EC, true),
    /** Curve25519. */
    X25519(0x001D, false),
    /** NIST's P-256. */
    SECP256R1(0x0017, false),
    /** NIST's P-384. */
    SECP384R1(0x0018, false),
    /** None of these, or not seen: counts as not post-quantum. */
    UNKNOWN(0, false);

    private final int code;
    private final boolean postQuantum;

    KeyExchange(int code, boolean postQuantum) {
        this.code = code;
        this.postQuantum = postQuantum;
    }

    /** Returns IANA's number of the group; 0 for {@link #UNKNOWN}. */
    public int code() {
        return code;
    }

    /** Returns whether a quantum computer would not break it, as far as is known. */
    public boolean isPostQuantum() {
        return postQuantum;
    }

    /** Returns the group of IANA's number. */
    public static KeyExchange ofCode(int code) {
        return Arrays.stream(values())
                .filter(group -> group.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
