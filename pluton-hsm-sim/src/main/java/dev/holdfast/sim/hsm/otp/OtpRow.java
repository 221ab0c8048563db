package dev.holdfast.sim.hsm.otp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One row of fuses, {@value #LENGTH} bytes, little-endian but for the subject:
 *
 * <pre>{@code
 *  0 u8  kind      4 u64 value
 *  1 u8  index    12 subject: 16 bytes, as two big-endian u64
 *  2 u8  0        28 u32 CRC-32C over bytes 0 to 2 and 4 to 27
 *  3 u8  mark: FF, burnt last
 * }</pre>
 *
 * @param kind meaning of the row
 * @param index part number of a value that takes several rows; 0 to 255
 * @param value a number
 * @param high first half of the subject
 * @param low second half of the subject
 */
public record OtpRow(Kind kind, int index, long value, long high, long low) {
    static final int LENGTH = 32;
    static final int MARK_OFFSET = 3;
    /** The mark of a complete row; see {@link OtpArray} for rows without it. */
    static final byte MARK = (byte) 0xFF;

    private static final int VALUE_OFFSET = 4;
    private static final int CHECK_OFFSET = 28;

    /** Meanings of a row. Numbers start at 1, because a row of zeros is blank. */
    public enum Kind {
        /** The die is a chip; value: version of the layout. Burnt last at manufacture. */
        PROVISIONED(1),
        /** Subject: 16 of the 64 bytes of the ROM's trusted key; index 0 to 3. */
        OPERATING_SYSTEM_KEY(2),
        /** The debug ports are permanently open. */
        DEBUG_OPEN(3),
        /** Value: number of the manufacturing state. */
        MANUFACTURING(4),
        /** Subject: a component; value: the lowest security version that may boot. */
        SECURITY_FLOOR(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        private static Optional<Kind> ofNumber(int number) {
            return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
        }
    }

    /** Returns a row without index and subject. */
    public static OtpRow of(Kind kind, long value) {
        return new OtpRow(kind, 0, value, 0, 0);
    }

    /** Returns the row without its mark. */
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        out.put((byte) kind.number).put((byte) index).put((byte) 0).put((byte) 0);
        out.order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        out.order(ByteOrder.BIG_ENDIAN).putLong(high).putLong(low);
        return out.order(ByteOrder.LITTLE_ENDIAN).putInt(check(out.array())).array();
    }

    /** Parses a row, with any mark; empty when the row is invalid. */
    static Optional<OtpRow> decode(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(CHECK_OFFSET) != check(row)) {
            return Optional.empty();
        }
        return Kind.ofNumber(Byte.toUnsignedInt(row[0])).map(kind -> {
            int index = Byte.toUnsignedInt(row[1]);
            long value = in.getLong(VALUE_OFFSET);
            in.order(ByteOrder.BIG_ENDIAN).position(VALUE_OFFSET + Long.BYTES);
            return new OtpRow(kind, index, value, in.getLong(), in.getLong());
        });
    }

    private static int check(byte[] row) {
        CRC32C crc = new CRC32C();
        crc.update(row, 0, MARK_OFFSET);
        crc.update(row, VALUE_OFFSET, CHECK_OFFSET - VALUE_OFFSET);
        return (int) crc.getValue();
    }
}
