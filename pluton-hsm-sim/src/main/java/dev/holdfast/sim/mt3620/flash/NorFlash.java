package dev.holdfast.sim.mt3620.flash;

import java.io.IOException;

/**
 * A serial NOR flash part. Erased bits are 1; programming clears bits and never sets one. When power fails within
 * {@link #program} or {@link #erase}, any of the bits concerned may have changed and any may not.
 */
public interface NorFlash {
    /** What an erased byte reads as. */
    byte ERASED = (byte) 0xFF;

    /** Returns the part's sizes. */
    FlashGeometry geometry();

    /**
     * Reads.
     *
     * @throws IndexOutOfBoundsException when the run does not lie within the part
     */
    byte[] read(int address, int length);

    /**
     * Programs bytes of one page: each bit becomes the AND of what it was and what {@code bytes} has.
     *
     * @throws IndexOutOfBoundsException when the run does not lie within one page
     * @throws IOException when the medium fails
     */
    void program(int address, byte[] bytes) throws IOException;

    /**
     * Erases one sector.
     *
     * @param address where it begins
     * @throws IndexOutOfBoundsException when no sector begins there
     * @throws IOException when the medium fails
     */
    void erase(int address) throws IOException;

    /** Tells that a run of writes is over, so that what is equal in other chips may be kept once. Reads as before. */
    default void share() {}
}
