package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;

/** Immutable opaque bytes of any length, such as a signed token; base64 in JSON. */
public final class Blob {
    private final byte[] value;

    private Blob(byte[] value) {
        this.value = value;
    }

    /** Wraps a copy of {@code value}. */
    public static Blob of(byte[] value) {
        return new Blob(value.clone());
    }

    /**
     * Parses base64 (RFC 4648 §4).
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static Blob parse(String base64) {
        return new Blob(Base64.getDecoder().decode(base64));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    /** Returns the length in bytes. */
    public int length() {
        return value.length;
    }

    /** Returns the JSON form: base64. */
    @JsonValue
    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
