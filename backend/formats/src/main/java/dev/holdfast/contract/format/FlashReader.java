package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads the MT3620's flash formats from untrusted bytes: consecutive little-endian fields. Each read checks that the
 * field is inside the window before it allocates memory. Each exception contains the name of the field, which the caller
 * passes as {@code what}, and its offset.
 */
public final class FlashReader {
    private static final int GUID_LENGTH = 16;
    private static final int BYTE = 8;

    private final byte[] bytes;
    private final int end;
    private int position;

    private FlashReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Reads {@code bytes} without a copy, so the caller must not change them. */
    public static FlashReader of(byte[] bytes) {
        return new FlashReader(bytes, 0, bytes.length);
    }

    /**
     * Reads the bytes from {@code start} to before {@code end}. Offsets in errors still count from the first byte.
     *
     * @throws IndexOutOfBoundsException if the window is not inside the bytes
     */
    public static FlashReader of(byte[] bytes, int start, int end) {
        Objects.checkFromToIndex(start, end, bytes.length);
        return new FlashReader(bytes, start, end);
    }

    /** Returns the offset of the next field. */
    public int position() {
        return position;
    }

    /** Returns the number of remaining bytes. */
    public int remaining() {
        return end - position;
    }

    /** Reads a u16. */
    public int u16(String what) throws FormatException {
        return (int) number(Short.BYTES, what);
    }

    /** Reads a u32. */
    public long u32(String what) throws FormatException {
        return number(Integer.BYTES, what);
    }

    /**
     * Reads a u64 below 2⁶³, such as a time or a size.
     *
     * @throws FormatException {@link Reason#RANGE} if it is 2⁶³ or more
     */
    public long u64(String what) throws FormatException {
        int start = position;
        long value = number(Long.BYTES, what);
        if (value < 0) {
            throw new FormatException(Reason.RANGE, start, what + " is 2^63 or more");
        }
        return value;
    }

    /** Reads {@code length} bytes. The length must be a constant or already validated. */
    public byte[] bytes(int length, String what) throws FormatException {
        int start = take(length, what);
        return Arrays.copyOfRange(bytes, start, position);
    }

    /** Reads a GUID in Microsoft's layout: the first three fields little-endian, the rest in reading order. */
    public UUID guid(String what) throws FormatException {
        int start = take(GUID_LENGTH, what);
        long high = little(start, Integer.BYTES) << 32 | little(start + 4, Short.BYTES) << 16;
        return new UUID(
                high | little(start + 6, Short.BYTES), Long.reverseBytes(little(start + Long.BYTES, Long.BYTES)));
    }

    /**
     * Returns a new reader for the next {@code length} bytes, and skips these bytes here.
     *
     * @param length length from the data, not validated
     * @throws FormatException {@link Reason#TRUNCATED} if fewer bytes remain
     */
    public FlashReader window(long length, String what) throws FormatException {
        int start = take(length, what);
        return new FlashReader(bytes, start, position);
    }

    /** Returns a new exception with the offset of the next field. The caller throws the exception. */
    public FormatException exception(Reason reason, String message) {
        return new FormatException(reason, position, message);
    }

    /** Requires that exactly {@code length} bytes remain. */
    public void requireRemaining(int length, String what) throws FormatException {
        if (remaining() != length) {
            throw exception(Reason.LENGTH, what + " has " + remaining() + " bytes, expected " + length);
        }
    }

    /** Requires that no bytes remain. */
    public void requireEnd(String what) throws FormatException {
        if (remaining() != 0) {
            throw exception(Reason.TRAILING, remaining() + " unexpected bytes after " + what);
        }
    }

    private long number(int width, String what) throws FormatException {
        return little(take(width, what), width);
    }

    private int take(long length, String what) throws FormatException {
        if (length > remaining()) {
            throw exception(Reason.TRUNCATED, what + " needs " + length + " bytes, " + remaining() + " are left");
        }
        int start = position;
        position += (int) length;
        return start;
    }

    private long little(int start, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << BYTE | Byte.toUnsignedLong(bytes[start + i]);
        }
        return value;
    }
}
