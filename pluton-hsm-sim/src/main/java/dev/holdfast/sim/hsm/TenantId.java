package dev.holdfast.sim.hsm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names a tenant towards Pluton: {@code char[64]} of the kernel's process credentials.
 *
 * @param text at most 64 printable ASCII characters, usually a GUID; zeros pad it
 */
public record TenantId(String text) {
    /** Length of the field in bytes. */
    public static final int LENGTH = 64;

    /** Checks length and characters. */
    public TenantId {
        if (text.isEmpty() || text.length() > LENGTH || !text.chars().allMatch(it -> it > ' ' && it < 0x7F)) {
            throw new IllegalArgumentException("a tenant ID is 1 to 64 printable ASCII characters");
        }
    }

    /**
     * Reads the field.
     *
     * @throws IllegalArgumentException unless there are 64 bytes: text, then zeros
     */
    public static TenantId of(byte[] field) {
        if (field.length != LENGTH) {
            throw new IllegalArgumentException("a tenant ID has 64 bytes, not " + field.length);
        }
        int end = LENGTH;
        while (end > 0 && field[end - 1] == 0) {
            end--;
        }
        return new TenantId(new String(field, 0, end, StandardCharsets.ISO_8859_1));
    }

    /** Returns the field: 64 bytes. */
    public byte[] bytes() {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), LENGTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
