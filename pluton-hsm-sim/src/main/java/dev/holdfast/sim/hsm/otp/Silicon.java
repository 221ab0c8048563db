package dev.holdfast.sim.hsm.otp;

import java.io.IOException;

/**
 * The cells of one die. A power cut during {@link #burn} or {@link #write} may leave any of the affected bits changed
 * or unchanged; other cells stay as they are.
 */
public interface Silicon {
    /** Areas of a die, one file each. */
    enum Area {
        /** Fuses: key that seals {@link #KEYS}, 32 bytes. */
        SEAL("pluton.seal", 32),
        /** Fuses: the two private keys, sealed. */
        KEYS("pluton.keys", 96),
        /** Fuses: rows of {@link OtpArray}. */
        OTP("pluton.otp", OtpArray.CAPACITY * OtpRow.LENGTH),
        /** Rewritable cells: the slots of {@link BootCounter}, and {@link RowsInUse}. */
        BOOTS("pluton.boots", 40);

        private final String file;
        private final int size;

        Area(String file, int size) {
            this.file = file;
            this.size = size;
        }

        /** Returns the number of cells, one per byte. */
        public int size() {
            return size;
        }

        /** Returns the file name in the chip's directory. */
        public String file() {
            return file;
        }
    }

    /** Returns the content up to the last used cell; empty when all are blank. */
    byte[] read(Area area) throws IOException;

    /** Blows fuses: each 1 in {@code bits} sets a bit permanently; a 0 changes nothing. */
    void burn(Area area, int offset, byte[] bits) throws IOException;

    /** Replaces cells of {@link Area#BOOTS}. */
    void write(int offset, byte[] cells) throws IOException;

    /**
     * Returns an exception for damage that no power cut causes.
     *
     * @param what the damage, as in <em>pluton.otp … is damaged</em>
     */
    default IOException damage(Area area, String what) {
        return new IOException(area.file() + " in " + this + " " + what);
    }

    /** Blanks a die that was not fully provisioned. */
    void discard() throws IOException;
}
