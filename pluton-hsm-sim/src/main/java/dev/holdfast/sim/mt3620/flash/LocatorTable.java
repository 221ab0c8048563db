package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.mt3620.PartitionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The table of partitions for the ROM, in the first sector, with a copy in the second. Written once, in the factory.
 * Little-endian. The layout is Holdfast's, the type numbers are Azure Sphere's:
 *
 * <pre>{@code
 * u32 "HLOC", u16 version 1, u16 count, entries { u16 type, u16 0, u32 address, u32 length }, u32 CRC-32C of all before
 * }</pre>
 */
public final class LocatorTable {
    private static final int MAGIC = 0x434F_4C48;
    private static final int VERSION = 1;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int MAX_ENTRIES = 32;

    private final NorFlash flash;
    private final Pages pages;

    public LocatorTable(NorFlash flash) {
        this.flash = flash;
        this.pages = new Pages(flash);
    }

    /**
     * A valid table.
     *
     * @param partitions partitions in the table
     * @param fromBackup whether the first copy is damaged
     */
    public record Found(PartitionMap partitions, boolean fromBackup) {}

    /** Writes both copies, in the factory. */
    public void burn(PartitionMap partitions) throws IOException {
        pages.write(0, encode(partitions));
        pages.write(flash.geometry().sectorSize(), encode(partitions));
    }

    /**
     * Reads the table.
     *
     * @return the table; empty when both copies are damaged
     */
    public Optional<Found> find() {
        return decode(0)
                .map(partitions -> new Found(partitions, false))
                .or(() -> decode(flash.geometry().sectorSize()).map(partitions -> new Found(partitions, true)));
    }

    /** Restores a damaged copy from the other one. */
    public void repair() throws IOException {
        Optional<Found> found = find();
        if (found.isPresent()) {
            burn(found.get().partitions());
        }
    }

    private static byte[] encode(PartitionMap partitions) {
        List<Partition> all = partitions.all();
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + all.size() * ENTRY + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putShort((short) VERSION).putShort((short) all.size());
        for (Partition partition : all) {
            out.putShort((short) partition.type().number())
                    .putShort((short) 0)
                    .putInt(partition.address())
                    .putInt(partition.length());
        }
        return out.putInt(checksum(out.array(), out.position())).array();
    }

    private Optional<PartitionMap> decode(int address) {
        int longest = Math.min(flash.geometry().sectorSize(), HEADER + MAX_ENTRIES * ENTRY + Integer.BYTES);
        ByteBuffer in = ByteBuffer.wrap(flash.read(address, longest)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC || in.getShort() != VERSION) {
            return Optional.empty();
        }
        int count = Short.toUnsignedInt(in.getShort());
        int end = HEADER + count * ENTRY;
        if (count > MAX_ENTRIES || end > longest - Integer.BYTES || in.getInt(end) != checksum(in.array(), end)) {
            return Optional.empty();
        }
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<PartitionType> type = PartitionType.ofNumber(Short.toUnsignedInt(in.getShort()));
            in.getShort();
            int start = in.getInt();
            int length = in.getInt();
            // Skip unknown partition types.
            if (type.isPresent() && (start < 0 || length <= 0)) {
                return Optional.empty();
            }
            type.ifPresent(known -> partitions.add(new Partition(known, start, length)));
        }
        try {
            return Optional.of(new PartitionMap(flash.geometry(), partitions));
        } catch (IllegalArgumentException e) {
            // The table is not signed, so a table with a valid checksum can still have invalid partitions.
            return Optional.empty();
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
