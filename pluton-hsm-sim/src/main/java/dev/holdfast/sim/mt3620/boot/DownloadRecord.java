package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Record of the last download in {@code LogStorage}, as the boot loader reads it. {@code ImageDownload} in the package {@code update} writes
 * it and describes its layout.
 */
public final class DownloadRecord {
    /** First four bytes. */
    public static final int MAGIC = 0x444F_574E;
    /** Offset of the address of the slot, in bytes. */
    public static final int SLOT = 2 * Integer.BYTES + 16 + 32;
    /** Maximum length of the entity tag, in bytes. */
    public static final int MAX_TAG = 80;
    /** Length of the part before its checksum, in bytes. */
    public static final int CHECKED = SLOT + 2 * Integer.BYTES + MAX_TAG;
    /** Sectors at the start of the partition before the record. */
    public static final int SECTORS_BEFORE = 2;

    private final NorFlash flash;
    private final Partition log;
    private final int address;

    DownloadRecord(NorFlash flash, PartitionMap partitions) {
        this.flash = flash;
        this.log = partitions.get(PartitionType.LOG_STORAGE);
        this.address = log.address() + SECTORS_BEFORE * flash.geometry().sectorSize();
    }

    /** Returns whether the first sector of an image of the operating system was received, and is in a bank. */
    boolean isIn(Banks banks, Bank bank) {
        int sector = flash.geometry().sectorSize();
        if (address + sector > log.end()) {
            return false;
        }
        byte[] checked = flash.read(address, CHECKED);
        int slot = ByteBuffer.wrap(checked).getInt(SLOT);
        return ByteBuffer.wrap(checked).getInt() == MAGIC
                && word(address + CHECKED) == checksum(checked)
                && banks.holdsSystem(bank, slot, sector)
                && word(address + flash.geometry().pageSize()) == checksum(flash.read(slot, sector));
    }

    private int word(int at) {
        return ByteBuffer.wrap(flash.read(at, Integer.BYTES)).getInt();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    /** Erases the record. The download begins anew. */
    void erase() throws IOException {
        flash.erase(address);
    }
}
