package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The 32-byte challenge of an attestation, as in Azure Sphere's PROCESS_ATTESTATION ({@code pluton.h}). */
public final class Nonce extends Bytes {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private Nonce(byte[] value) {
        super(value, LENGTH, "nonce");
    }

    /**
     * Wraps a nonce.
     *
     * @throws IllegalArgumentException unless {@code value} has 32 bytes
     */
    public static Nonce of(byte[] value) {
        return new Nonce(value);
    }

    /**
     * Parses 64 hex digits.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static Nonce parse(String hex) {
        return new Nonce(parseHex(hex, LENGTH, "nonce"));
    }

    /** Returns the JSON form: 64 lower-case hex digits. */
    @JsonValue
    public String json() {
        return hex();
    }
}
