package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.mt3620.PartitionType;

/**
 * A run of whole sectors with one purpose.
 *
 * @param type its purpose
 * @param address where it begins
 * @param length in bytes
 */
public record Partition(PartitionType type, int address, int length) {
    /** Checks the signs. */
    public Partition {
        if (address < 0 || length <= 0) {
            throw new IllegalArgumentException(type.name() + " has no place or no length");
        }
    }

    /** Returns the first address behind it. */
    public long end() {
        return (long) address + length;
    }
}
