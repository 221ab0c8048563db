package dev.holdfast.contract.format;

import java.util.Arrays;

/**
 * Fast reader for CBOR (RFC 8949) with definite lengths. It creates no objects for items that it skips. It checks types and
 * bounds, but not whether the encoding is deterministic. Use {@link StrictCbor} for untrusted bytes.
 */
final class CborCursor {
    /** Major types, RFC 8949 §3.1. */
    static final int UNSIGNED = 0;

    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;

    /** The first byte of an item: the major type in the upper three bits, and the argument or its length in the lower five. */
    private static final int TYPE_SHIFT = 5;

    private static final int ARGUMENT = 0x1F;
    /** Lower five bits below 24 are the argument itself; 24 to 27 stand for an argument in the next 1, 2, 4 or 8 bytes. */
    private static final int DIRECT = 24;

    private static final int LONGEST = 27;
    private static final int BYTE = 0xFF;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads the bytes from {@code from} to before {@code end}. */
    CborCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Returns the offset of the next item. */
    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    /** Skips the head of an array or a map. Requires that it has {@code entries} entries. */
    void skipHead(int type, int entries) throws FormatException {
        if (argument(type) != entries) {
            throw new FormatException(
                    "the array or map before offset " + at + " does not have " + entries + " entries");
        }
    }

    /** Skips a map key. Requires that it is {@code label}. */
    void expectLabel(long label) throws FormatException {
        if (integer() != label) {
            throw new FormatException(
                    FormatException.Reason.MISSING, "claim " + label + " is not where it is expected");
        }
    }

    long integer() throws FormatException {
        int type = type();
        long argument = argument(type == NEGATIVE ? NEGATIVE : UNSIGNED);
        return type == NEGATIVE ? -1 - argument : argument;
    }

    /** Skips a byte string or text of major type {@code type}. Returns its length in bytes. The content ends at {@link #position}. */
    int string(int type) throws FormatException {
        long length = argument(type);
        if (length > end - at) {
            throw new FormatException("a string at offset " + at + " ends after the end of the data");
        }
        at += (int) length;
        return (int) length;
    }

    /** Reads a byte string. */
    byte[] bytes() throws FormatException {
        int length = string(BYTES);
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Skips a text and returns whether it equals {@code expected}. */
    boolean isText(byte[] expected) throws FormatException {
        int length = string(TEXT);
        return Arrays.equals(bytes, at - length, at, expected, 0, expected.length);
    }

    /** Skips an item with its content. */
    void skip() throws FormatException {
        for (long left = 1; left > 0; left--) {
            int type = type();
            switch (type) {
                case UNSIGNED, NEGATIVE -> argument(type);
                case BYTES, TEXT -> string(type);
                case ARRAY -> left += entries(ARRAY);
                case MAP -> left += 2 * entries(MAP);
                default -> throw new FormatException("a tag or a float at offset " + at);
            }
        }
    }

    /** Reads the number of entries. Each takes at least one byte, so there cannot be more entries than bytes. */
    private long entries(int type) throws FormatException {
        long entries = argument(type);
        if (entries > end - at) {
            throw new FormatException("more entries than bytes at offset " + at);
        }
        return entries;
    }

    private int type() throws FormatException {
        if (at >= end) {
            throw new FormatException("the data ends inside an item");
        }
        return (bytes[at] & BYTE) >> TYPE_SHIFT;
    }

    /** Reads the head of an item of type {@code expected} and returns the argument in the head, which is never negative. */
    private long argument(int expected) throws FormatException {
        if (type() != expected) {
            throw new FormatException("the item at offset " + at + " has the wrong type");
        }
        int direct = bytes[at++] & ARGUMENT;
        if (direct < DIRECT) {
            return direct;
        }
        int length = 1 << (direct - DIRECT);
        if (direct > LONGEST || length > end - at) {
            throw new FormatException("the head before offset " + at + " is incomplete or of indefinite length");
        }
        long argument = 0;
        for (int i = 0; i < length; i++) {
            argument = (argument << Byte.SIZE) | (bytes[at++] & BYTE);
        }
        if (argument < 0) {
            throw new FormatException("a number of more than 63 bits before offset " + at);
        }
        return argument;
    }
}
