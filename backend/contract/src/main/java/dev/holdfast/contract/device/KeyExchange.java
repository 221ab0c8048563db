package dev.holdfast.contract.device;

import java.util.Arrays;

/**
 * Key exchange of a TLS connection: the named group (RFC 8446 §4.2.7) that the server selected. It determines how
 * long recorded traffic stays confidential.
 */
public enum KeyExchange {
    /** ML-KEM-768 and X25519 combined: resists quantum computers. */
    X25519MLKEM768(0x11EC, true),
    /** Curve25519. */
    X25519(0x001D, false),
    /** NIST's P-256. */
    SECP256R1(0x0017, false),
    /** NIST's P-384. */
    SECP384R1(0x0018, false),
    /** Any other group, or not observed: counts as not post-quantum. */
    UNKNOWN(0, false);

    private final int code;
    private final boolean postQuantum;

    KeyExchange(int code, boolean postQuantum) {
        this.code = code;
        this.postQuantum = postQuantum;
    }

    /** Returns the IANA number of the group; 0 for {@link #UNKNOWN}. */
    public int code() {
        return code;
    }

    /** Returns whether the group resists known quantum attacks. */
    public boolean isPostQuantum() {
        return postQuantum;
    }

    /** Returns the group with an IANA number, or {@link #UNKNOWN}. */
    public static KeyExchange ofCode(int code) {
        return Arrays.stream(values())
                .filter(group -> group.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
