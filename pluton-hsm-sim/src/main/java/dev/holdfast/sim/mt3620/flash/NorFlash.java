package dev.holdfast.sim.mt3620.flash;

import java.io.IOException;

/**
 * A serial NOR flash part. Erased bits are 1; programming only clears bits. When the power fails during {@link
 * #program} or {@link #erase}, any of the affected bits may have changed.
 */
public interface NorFlash {
    /** Value of an erased byte. */
    byte ERASED = (byte) 0xFF;

    FlashGeometry geometry();

    /**
     * Reads bytes.
     *
     * @throws IndexOutOfBoundsException when the range exceeds the part
     */
    byte[] read(int address, int length);

    /**
     * Programs bytes of one page: each bit becomes the AND of its value and {@code bytes}.
     *
     * @throws IndexOutOfBoundsException when the range exceeds a page
     * @throws IOException when the medium fails
     */
    void program(int address, byte[] bytes) throws IOException;

    /**
     * Erases one sector.
     *
     * @param address start of the sector
     * @throws IndexOutOfBoundsException when no sector starts there
     * @throws IOException when the medium fails
     */
    void erase(int address) throws IOException;

    /** Marks the end of a series of writes: equal contents of chips may now share memory. Reads do not change. */
    default void share() {}
}
