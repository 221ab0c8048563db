package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of fuses, {@value #CAPACITY} of them, used one after the other and never twice. A row is burnt in two steps,
 * content then mark, so that a power cut leaves a row without a full mark: it is spent and says nothing. A marked row
 * that does not check means damage, not a power cut.
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
     * @throws IOException when a complete row is damaged
     */
    public List<OtpRow> rows() throws IOException {
        byte[] cells = silicon.read(Area.OTP);
        List<OtpRow> rows = new ArrayList<>();
        for (int row = 0; row < used(cells); row++) {
            byte[] content = row(cells, row);
            if (content[OtpRow.MARK_OFFSET] == OtpRow.MARK) {
                int number = row;
                rows.add(OtpRow.decode(content)
                        .orElseThrow(() -> new IOException("fuse row " + number + " in " + silicon + " is damaged")));
            }
        }
        return rows;
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
