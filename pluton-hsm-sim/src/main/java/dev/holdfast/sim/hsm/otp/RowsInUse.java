package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How many rows of fuses are in use at least, noted outside of them: a file of fuses that ends early would otherwise look
 * like that of a chip that knew less. Eight bytes behind the slots of {@link BootCounter}, little-endian: {@code u32 rows,
 * u32 CRC-32C of it}. It is written after the rows are burnt; a power cut leaves a note that is too low or does not hold,
 * and then says nothing.
 */
public final class RowsInUse {
    private static final int OFFSET = 32;
    private static final int LENGTH = 8;

    private final Silicon silicon;

    /** Looks at the note of a die. */
    public RowsInUse(Silicon silicon) {
        this.silicon = silicon;
    }

    /** Returns the number; 0 when nothing is noted. */
    public int read() throws IOException {
        byte[] cells = Arrays.copyOf(silicon.read(Area.BOOTS), OFFSET + LENGTH);
        ByteBuffer in = ByteBuffer.wrap(cells, OFFSET, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        int rows = in.getInt();
        return in.getInt() == check(rows) ? rows : 0;
    }

    /** Returns whether the die has the cells for the note, as it has from its manufacture on. */
    public boolean isThere() throws IOException {
        return silicon.read(Area.BOOTS).length == OFFSET + LENGTH;
    }

    /** Notes a number, if it is more than the one that is noted. */
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
