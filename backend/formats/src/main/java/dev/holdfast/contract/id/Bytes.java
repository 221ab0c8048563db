package dev.holdfast.contract.id;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Base class of the value types in this package that consist of a fixed number of bytes. Immutable. */
abstract sealed class Bytes permits Digest, Nonce, P256PublicKey, SignatureBytes {
    private final byte[] value;

    Bytes(byte[] value, int length, String what) {
        if (value.length != length) {
            throw new IllegalArgumentException(what + " has " + value.length + " bytes, expected " + length);
        }
        this.value = value.clone();
    }

    static byte[] parseHex(String hex, int length, String what) {
        if (hex.length() != length * 2) {
            throw new IllegalArgumentException(
                    what + " has " + hex.length() + " characters, expected " + length * 2 + " hex digits");
        }
        return HexFormat.of().parseHex(hex);
    }

    /** Returns a copy of the bytes. */
    public final byte[] bytes() {
        return value.clone();
    }

    /** Returns the bytes as lower-case hex. */
    public final String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** Compares in constant time, because some of these values are sensitive (nonces, signatures). */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Bytes that && that.getClass() == getClass() && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public final String toString() {
        return hex();
    }
}
