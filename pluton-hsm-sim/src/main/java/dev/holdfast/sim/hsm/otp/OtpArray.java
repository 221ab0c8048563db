package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of fuses: {@value #CAPACITY}, used in order and never twice. A row is burnt in two steps: content, then
 * mark. A row with a valid checksum counts. Without a mark, an invalid row was interrupted by a power cut and is
 * skipped. Everything else is damage: an invalid row with a mark, a blank row before a used one, a row that ends early.
 * Damage is an error, because the loss of a fuse must not permit again what the fuse forbade, such as old software.
 */
public final class OtpArray {
    /** Number of rows of a die. */
    public static final int CAPACITY = 4096;

    private final Silicon silicon;

    public OtpArray(Silicon silicon) {
        this.silicon = silicon;
    }

    /**
     * Returns the complete rows, in order of burning.
     *
     * @throws IOException when a row is damaged or missing
     */
    public List<OtpRow> rows() throws IOException {
        byte[] cells = silicon.read(Area.OTP);
        int used = used(cells);
        int storedCount = new RowsInUse(silicon).read();
        if (used < storedCount || cells.length % OtpRow.LENGTH != 0) {
            throw silicon.damage(
                    Area.OTP,
                    "is damaged: " + storedCount + " rows of fuses are in use, but it has " + cells.length + " bytes");
        }
        List<OtpRow> rows = new ArrayList<>();
        for (int row = 0; row < used; row++) {
            byte[] content = row(cells, row);
            Optional<OtpRow> read = OtpRow.decode(content);
            if (read.isEmpty()
                    && (content[OtpRow.MARK_OFFSET] != 0 || Arrays.equals(content, new byte[OtpRow.LENGTH]))) {
                throw silicon.damage(Area.OTP, "is damaged: row " + row + " of the fuses is invalid");
            }
            read.ifPresent(rows::add);
        }
        return rows;
    }

    /** Returns the number of used or interrupted rows. */
    public int used() throws IOException {
        return used(silicon.read(Area.OTP));
    }

    /**
     * Burns rows, each complete before the next one.
     *
     * @throws OtpExhaustedException when no blank row is left; earlier rows are burnt
     */
    public void burn(List<OtpRow> rows) throws IOException {
        int next = used(silicon.read(Area.OTP));
        for (OtpRow row : rows) {
            if (next == CAPACITY) {
                throw new OtpExhaustedException();
            }
            int offset = next * OtpRow.LENGTH;
            silicon.burn(Area.OTP, offset, row.encode());
            silicon.burn(Area.OTP, offset + OtpRow.MARK_OFFSET, new byte[] {OtpRow.MARK});
            next++;
        }
    }

    /** Returns the number of rows up to the last one that is not blank. */
    private static int used(byte[] cells) {
        int last = cells.length;
        while (last > 0 && cells[last - 1] == 0) {
            last--;
        }
        return (last + OtpRow.LENGTH - 1) / OtpRow.LENGTH;
    }

    private static byte[] row(byte[] cells, int row) {
        return Arrays.copyOfRange(cells, row * OtpRow.LENGTH, (row + 1) * OtpRow.LENGTH);
    }
}
