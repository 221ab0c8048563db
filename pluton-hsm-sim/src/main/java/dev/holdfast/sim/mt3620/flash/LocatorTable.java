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
 * The table from which the ROM learns where everything lies. It stands in the first sector, its other copy in the second.
 * Written once, in the factory. Little-endian; the layout is ours, the type numbers are Azure Sphere's:
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

    /** Reads and writes the table of this part. */
    public LocatorTable(NorFlash flash) {
        this.flash = flash;
        this.pages = new Pages(flash);
    }

    /**
     * A table that was found.
     *
     * @param partitions what it says
     * @param fromBackup whether the first copy is damaged
     */
    public record Found(PartitionMap partitions, boolean fromBackup) {}

    /** Writes both copies, as the factory does. */
    public void burn(PartitionMap partitions) throws IOException {
        pages.write(0, encode(partitions));
        pages.write(flash.geometry().sectorSize(), encode(partitions));
    }

    /**
     * Finds the table.
     *
     * @return empty when both copies are damaged
     */
    public Optional<Found> find() {
        return decode(0)
                .map(partitions -> new Found(partitions, false))
                .or(() -> decode(flash.geometry().sectorSize()).map(partitions -> new Found(partitions, true)));
    }

    /** Writes a damaged copy anew from the other one. */
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
            // A type that this version does not know is somebody else's.
            if (type.isPresent() && (start < 0 || length <= 0)) {
                return Optional.empty();
            }
            type.ifPresent(known -> partitions.add(new Partition(known, start, length)));
        }
        try {
            return Optional.of(new PartitionMap(flash.geometry(), partitions));
        } catch (IllegalArgumentException e) {
            // Well-formed and nonsense: nobody signs this table, so whoever writes flash may write that too.
            return Optional.empty();
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
