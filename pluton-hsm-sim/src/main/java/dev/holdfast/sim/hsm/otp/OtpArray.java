package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of fuses, {@value #CAPACITY} of them, used one after the other and never twice. A row is burnt in two steps,
 * content then mark. One whose content checks counts. One whose content does not check was cut short when it has no mark: it
 * is spent and says nothing; with a mark it is damaged, as are a blank row before one in use and a row that ends early. No
 * power cut leaves such, and what a lost fuse forbade must not become possible again.
 */
public final class OtpArray {
    /** How many rows a die has. */
    public static final int CAPACITY = 4096;

    private final Silicon silicon;

    /** Looks at the rows of a die. */
    public OtpArray(Silicon silicon) {
        this.silicon = silicon;
    }

    /**
     * Returns what the complete rows say, in the order in which they were burnt.
     *
     * @throws IOException when a row is damaged or missing
     */
    public List<OtpRow> rows() throws IOException {
        byte[] cells = silicon.read(Area.OTP);
        int used = used(cells);
        int noted = new RowsInUse(silicon).read();
        if (used < noted || cells.length % OtpRow.LENGTH != 0) {
            throw silicon.damage(
                    Area.OTP, "is damaged: of " + noted + " rows of fuses it has " + cells.length + " bytes");
        }
        List<OtpRow> rows = new ArrayList<>();
        for (int row = 0; row < used; row++) {
            byte[] content = row(cells, row);
            Optional<OtpRow> read = OtpRow.decode(content);
            if (read.isEmpty()
                    && (content[OtpRow.MARK_OFFSET] != 0 || Arrays.equals(content, new byte[OtpRow.LENGTH]))) {
                throw silicon.damage(Area.OTP, "is damaged: row " + row + " of the fuses does not hold");
            }
            read.ifPresent(rows::add);
        }
        return rows;
    }

    /** Returns how many rows are in use or spent. */
    public int used() throws IOException {
        return used(silicon.read(Area.OTP));
    }

    /**
     * Burns rows, one complete before the next begins.
     *
     * @throws OtpExhaustedException when no blank row is left; those before it are burnt
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

    /** Returns how many rows from the first on are in use or spent: those up to the last that is not blank. */
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
