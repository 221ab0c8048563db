package dev.holdfast.sim.mt3620.flash;

/**
 * Sizes of a flash part in bytes, each a power of two.
 *
 * @param capacity whole part
 * @param sectorSize unit of an erase
 * @param pageSize maximum of a program operation
 */
public record FlashGeometry(int capacity, int sectorSize, int pageSize) {
    private static final int LARGEST_SECTOR = 1024 * 1024;

    public FlashGeometry {
        if (Integer.bitCount(capacity) != 1 || Integer.bitCount(sectorSize) != 1 || Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException("flash sizes must be powers of two");
        }
        if (sectorSize > LARGEST_SECTOR) {
            throw new IllegalArgumentException("a sector must be at most 1 MiB");
        }
        if (pageSize > sectorSize || sectorSize > capacity) {
            throw new IllegalArgumentException("a page must fit a sector, and a sector the part");
        }
    }

    /** Returns the number of the sector that contains an address. */
    public int sectorOf(int address) {
        return address / sectorSize;
    }

    /** Returns {@code length} rounded up to whole sectors. */
    public long wholeSectors(int length) {
        return (long) Math.ceilDiv(length, sectorSize) * sectorSize;
    }

    /**
     * Checks that a range lies within the part.
     *
     * @throws IndexOutOfBoundsException when it does not
     */
    void requireWithin(int address, int length) {
        if (address < 0 || length < 0 || length > capacity - address) {
            throw new IndexOutOfBoundsException(
                    "flash has no " + length + " bytes at 0x" + Integer.toHexString(address));
        }
    }
}
