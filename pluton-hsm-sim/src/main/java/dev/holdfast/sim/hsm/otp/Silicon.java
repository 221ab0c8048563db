package dev.holdfast.sim.hsm.otp;

import java.io.IOException;

/**
 * The cells of one die. A power cut within {@link #burn} or {@link #write} may leave any of the bits concerned changed
 * and any unchanged; no other cell suffers.
 */
public interface Silicon {
    /** The areas of a die and the file that each is kept in. */
    enum Area {
        /** Fuses: the key that seals {@link #KEYS}, 32 bytes. */
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

        /** Returns how many cells there are, one a byte. */
        public int size() {
            return size;
        }

        /** Returns the file's name within the chip's directory. */
        public String file() {
            return file;
        }
    }

    /** Returns the content of an area up to its last cell in use; empty when none is. */
    byte[] read(Area area) throws IOException;

    /** Blows fuses: each bit that is 1 in {@code bits} becomes 1 and stays so; a 0 changes nothing. */
    void burn(Area area, int offset, byte[] bits) throws IOException;

    /** Replaces cells of {@link Area#BOOTS}. */
    void write(int offset, byte[] cells) throws IOException;

    /**
     * Says that an area is not as it can be, whatever happened to the power.
     *
     * @param what is wrong, as in <em>pluton.otp … is damaged</em>
     */
    default IOException damage(Area area, String what) {
        return new IOException(area.file() + " in " + this + " " + what);
    }

    /** Takes a blank die in place of one whose provisioning never ended. */
    void discard() throws IOException;
}
