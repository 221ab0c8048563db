package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.mt3620.PartitionType;

/**
 * A range of whole sectors.
 *
 * @param type purpose of the partition
 * @param address address of the first byte
 * @param length length in bytes
 */
public record Partition(PartitionType type, int address, int length) {
    public Partition {
        if (address < 0 || length <= 0) {
            throw new IllegalArgumentException(type.name() + " has an invalid address or length");
        }
    }

    /** Returns the address after the last byte. */
    public long end() {
        return (long) address + length;
    }
}
