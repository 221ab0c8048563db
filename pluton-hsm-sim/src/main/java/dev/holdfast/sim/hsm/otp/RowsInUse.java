package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A lower bound of the number of used fuse rows. It is stored apart from the rows, so that a truncated file of fuses is
 * detected. The number takes eight bytes after the slots of {@link BootCounter}, little-endian: {@code u32 rows, u32
 * checksum}. The checksum is the CRC-32C of the number in big-endian order. The number is written after the rows. A
 * power cut leaves a value that is too low or invalid; an invalid one is ignored.
 */
public final class RowsInUse {
    private static final int OFFSET = 32;
    private static final int LENGTH = 8;

    private final Silicon silicon;

    public RowsInUse(Silicon silicon) {
        this.silicon = silicon;
    }

    /** Returns the number; 0 when it is blank or invalid. */
    public int read() throws IOException {
        byte[] cells = Arrays.copyOf(silicon.read(Area.BOOTS), OFFSET + LENGTH);
        ByteBuffer in = ByteBuffer.wrap(cells, OFFSET, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        int rows = in.getInt();
        return in.getInt() == check(rows) ? rows : 0;
    }

    /** Returns whether the die has cells for the number, as dies of layout 2 do. */
    public boolean isThere() throws IOException {
        return silicon.read(Area.BOOTS).length == OFFSET + LENGTH;
    }

    /** Stores a number, if it is larger than the stored one. */
    public void raise(int rows) throws IOException {
        if (isThere() && rows <= read()) {
            return;
        }
        silicon.write(
                OFFSET,
                ByteBuffer.allocate(LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(rows)
                        .putInt(check(rows))
                        .array());
    }

    private static int check(int rows) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(rows).flip());
        return (int) crc.getValue();
    }
}
