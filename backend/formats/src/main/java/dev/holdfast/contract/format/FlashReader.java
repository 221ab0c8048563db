package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads the MT3620's flash formats: little-endian fields, one after the other, out of bytes that a stranger may have
 * written. Every read checks first that the field lies within the window, so no length in the data can make it
 * allocate or reach more than is there; every refusal names the field and its offset.
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

    /** Reads all of {@code bytes}, which must not change meanwhile. */
    public static FlashReader of(byte[] bytes) {
        return new FlashReader(bytes, 0, bytes.length);
    }

    /**
     * Reads the bytes from {@code start} to before {@code end}; offsets in errors still count from the first byte.
     *
     * @throws IndexOutOfBoundsException when the window does not lie within the bytes
     */
    public static FlashReader of(byte[] bytes, int start, int end) {
        Objects.checkFromToIndex(start, end, bytes.length);
        return new FlashReader(bytes, start, end);
    }

    /** Returns the offset of the next field. */
    public int position() {
        return position;
    }

    /** Returns how many bytes are left. */
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
     * Reads a u64 that counts something.
     *
     * @throws FormatException {@link Reason#RANGE} when it is 2⁶³ or more, which no time and no size is
     */
    public long u64(String what) throws FormatException {
        int start = position;
        long value = number(Long.BYTES, what);
        if (value < 0) {
            throw new FormatException(Reason.RANGE, start, what + " is 2^63 or more");
        }
        return value;
    }

    /** Reads {@code length} bytes; {@code length} is the caller's own constant or was checked. */
    public byte[] bytes(int length, String what) throws FormatException {
        int start = take(length, what);
        return Arrays.copyOfRange(bytes, start, position);
    }

    /** Reads a GUID in Microsoft's layout: the first three fields little-endian, the rest as it reads. */
    public UUID guid(String what) throws FormatException {
        int start = take(GUID_LENGTH, what);
        long high = little(start, Integer.BYTES) << 32 | little(start + 4, Short.BYTES) << 16;
        return new UUID(
                high | little(start + 6, Short.BYTES), Long.reverseBytes(little(start + Long.BYTES, Long.BYTES)));
    }

    /**
     * Splits off the next {@code length} bytes as a window of their own.
     *
     * @param length as it stands in the data, unchecked
     * @throws FormatException {@link Reason#TRUNCATED} when it is more than what is left
     */
    public FlashReader window(long length, String what) throws FormatException {
        int start = take(length, what);
        return new FlashReader(bytes, start, position);
    }

    /** Returns the fault that {@code message} describes, at the next field. */
    public FormatException fault(Reason reason, String message) {
        return new FormatException(reason, position, message);
    }

    /** Requires that exactly {@code length} bytes are left. */
    public void requireRemaining(int length, String what) throws FormatException {
        if (remaining() != length) {
            throw fault(Reason.LENGTH, what + " has " + remaining() + " bytes, expected " + length);
        }
    }

    /** Requires that nothing is left. */
    public void requireEnd(String what) throws FormatException {
        if (remaining() != 0) {
            throw fault(Reason.TRAILING, remaining() + " bytes behind " + what);
        }
    }

    private long number(int width, String what) throws FormatException {
        return little(take(width, what), width);
    }

    private int take(long length, String what) throws FormatException {
        if (length > remaining()) {
            throw fault(Reason.TRUNCATED, what + " needs " + length + " bytes, " + remaining() + " are left");
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
