package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Stores the latest {@link OpenOffer} in the first two sectors of {@code LogStorage}, one page per record, one sector
 * after the other. The sector with the latest record is never erased, so a power cut leaves that record or the next.
 * Big-endian; the layout is Holdfast's:
 *
 * <pre>{@code
 * u32 "OFFR", u32 number of the record, from 1, u64 version,
 * u64 offered at, u64 deferred until, u64 now, u64 clock showed    milliseconds since 1970
 * u32 CRC-32C of all before
 * }</pre>
 */
public final class OpenOffers {
    private static final int MAGIC = 0x4F46_4652;
    private static final int CHECKED = 2 * Integer.BYTES + 5 * Long.BYTES;
    private static final int LENGTH = CHECKED + Integer.BYTES;

    private final NorFlash flash;
    private final FlashGeometry geometry;
    private final int address;

    /**
     * A record in flash.
     *
     * @param number number of the record; the highest is the latest
     * @param page number of its page, from 0 in the first of the two sectors
     */
    private record Found(int number, int page, OpenOffer offer) {}

    public OpenOffers(NorFlash flash, PartitionMap partitions) {
        this.flash = flash;
        this.geometry = flash.geometry();
        Partition partition = partitions.get(PartitionType.LOG_STORAGE);
        this.address = partition.address();
    }

    /** Returns the latest complete record, or empty. */
    public Optional<OpenOffer> latest() {
        return find().map(Found::offer);
    }

    /** Stores an offer, in place of the previous one. */
    public void save(OpenOffer offer) throws IOException {
        Optional<Found> latest = find();
        int page = free(latest.map(found -> found.page() + 1).orElse(0));
        if (page % pages() == 0) {
            flash.erase(address + page * geometry.pageSize());
        }
        flash.program(
                address + page * geometry.pageSize(),
                encode(latest.map(found -> found.number() + 1).orElse(1), offer));
    }

    /**
     * Returns the next blank page of the sector, or the first page of the other sector, which must be erased first. A page that a power cut
     * damaged is not blank.
     */
    private int free(int first) {
        int page = first % (2 * pages());
        while (page % pages() != 0 && !isErased(flash.read(address + page * geometry.pageSize(), LENGTH))) {
            page = (page + 1) % (2 * pages());
        }
        return page;
    }

    private int pages() {
        return geometry.sectorSize() / geometry.pageSize();
    }

    private Optional<Found> find() {
        Optional<Found> latest = Optional.empty();
        for (int page = 0; page < 2 * pages(); page++) {
            Optional<Found> found = decode(page);
            if (found.isPresent()
                    && found.get().number() > latest.map(Found::number).orElse(0)) {
                latest = found;
            }
        }
        return latest;
    }

    private static byte[] encode(int number, OpenOffer offer) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH)
                .putInt(MAGIC)
                .putInt(number)
                .putLong(offer.version())
                .putLong(offer.offeredAt().toEpochMilli())
                .putLong(offer.deferredUntil().toEpochMilli())
                .putLong(offer.now().toEpochMilli())
                .putLong(offer.clockShowed().toEpochMilli());
        return out.putInt(check(out.array())).array();
    }

    private Optional<Found> decode(int page) {
        byte[] bytes = flash.read(address + page * geometry.pageSize(), LENGTH);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC || in.getInt(CHECKED) != check(bytes)) {
            return Optional.empty();
        }
        return Optional.of(new Found(
                in.getInt(),
                page,
                new OpenOffer(
                        in.getLong(),
                        Instant.ofEpochMilli(in.getLong()),
                        Instant.ofEpochMilli(in.getLong()),
                        Instant.ofEpochMilli(in.getLong()),
                        Instant.ofEpochMilli(in.getLong()))));
    }

    private static int check(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }

    private static boolean isErased(byte[] bytes) {
        byte[] erased = new byte[bytes.length];
        Arrays.fill(erased, NorFlash.ERASED);
        return Arrays.equals(bytes, erased);
    }
}
