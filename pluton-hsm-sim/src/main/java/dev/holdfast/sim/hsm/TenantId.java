package dev.holdfast.sim.hsm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ID of a tenant: {@code char[64]} of the kernel's process credentials.
 *
 * @param text 1 to 64 printable ASCII characters, usually a GUID; padded with zeros
 */
public record TenantId(String text) {
    /** Length of the field in bytes. */
    public static final int LENGTH = 64;

    public TenantId {
        if (text.isEmpty() || text.length() > LENGTH || !text.chars().allMatch(it -> it > ' ' && it < 0x7F)) {
            throw new IllegalArgumentException("a tenant ID is 1 to 64 printable ASCII characters");
        }
    }

    /**
     * Reads the field.
     *
     * @throws IllegalArgumentException unless it has 64 bytes: text, then zeros
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

    public byte[] bytes() {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), LENGTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
