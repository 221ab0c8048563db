package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.boot.DownloadRecord;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.Partition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Download of an image to its slot, sector by sector, so that it can be resumed after a lost connection, a restart or a power cut. The
 * bytes are not trusted: {@link Updater#stage} verifies the whole image. A record in {@code LogStorage}, after the sectors of
 * {@link OpenOffers}, names the image and has a checksum of each received sector. There is one record, for the last download. Big-endian;
 * the layout is Holdfast's:
 *
 * <pre>{@code
 * u32 "DOWN", u8[16] image ID, u8[32] digest of the image, u32 its length, u32 address of its slot,
 * u32 length of the entity tag, u8[80] entity tag, then zeros
 * u32 CRC-32C of all before
 * from the next page on: u32 CRC-32C of each received sector, all bits 1 until then
 * }</pre>
 *
 * Not safe for concurrent use.
 */
public final class ImageDownload {
    private static final int MAX_TAG = DownloadRecord.MAX_TAG;
    /** Strong entity tags (RFC 9110 §8.8.3) of visible ASCII characters. */
    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7E]{0," + (MAX_TAG - 2) + "}\"");

    private static final int CHECKED = DownloadRecord.CHECKED;
    private static final int LENGTH = CHECKED + Integer.BYTES;

    private static final int NOT_BEGUN = -1;

    private final Slots slots;
    private final NorFlash flash;
    private final FlashGeometry geometry;
    private final Pages pages;
    private final InstalledImage image;
    private final int slot;
    private final int record;
    /** Number of the next sector of the image. */
    private int next = NOT_BEGUN;

    private ImageDownload(Slots slots, NorFlash flash, int record, InstalledImage image, int slot) {
        this.slots = slots;
        this.flash = flash;
        this.geometry = flash.geometry();
        this.pages = new Pages(flash);
        this.image = image;
        this.slot = slot;
        this.record = record;
    }

    /**
     * The received part of an image.
     *
     * @param entityTag strong entity tag of the response that it is from (RFC 9110 §8.8.3)
     * @param bytes whole sectors, not trusted
     */
    public record Prefix(String entityTag, Blob bytes) {}

    /**
     * Returns the download of an image.
     *
     * @param log partition of the record
     * @param slot address of the image's slot
     * @return empty when the image has one sector only, or the part has no room for the record
     */
    static Optional<ImageDownload> of(Slots slots, NorFlash flash, Partition log, InstalledImage image, int slot) {
        FlashGeometry geometry = flash.geometry();
        int offers = DownloadRecord.SECTORS_BEFORE * geometry.sectorSize();
        long needed = geometry.pageSize() + (long) sectors(geometry, image) * Integer.BYTES;
        return image.length() <= geometry.sectorSize() || LENGTH > geometry.pageSize() || needed > log.length() - offers
                ? Optional.empty()
                : Optional.of(new ImageDownload(slots, flash, log.address() + offers, image, slot));
    }

    /** Returns the number of whole sectors of an image. */
    private static int sectors(FlashGeometry geometry, InstalledImage image) {
        return image.length() / geometry.sectorSize();
    }

    /** Returns the length of a sector, in bytes. */
    public int sectorSize() {
        return geometry.sectorSize();
    }

    /** Reads the received part. The download continues after it. Returns empty when nothing of this image was received. */
    public Optional<Prefix> prefix() {
        next = NOT_BEGUN;
        Optional<String> entityTag = recorded();
        if (entityTag.isEmpty()) {
            return Optional.empty();
        }
        int received = 0;
        while (received < sectors(geometry, image) && isReceived(received)) {
            received++;
        }
        if (received == 0) {
            return Optional.empty();
        }
        next = received;
        return Optional.of(new Prefix(entityTag.get(), Blob.of(flash.read(slot, received * geometry.sectorSize()))));
    }

    private boolean isReceived(int sector) {
        int checksum = checksum(flash.read(slot + sector * geometry.sectorSize(), geometry.sectorSize()));
        return ByteBuffer.wrap(flash.read(mark(sector), Integer.BYTES)).getInt() == checksum;
    }

    /**
     * Begins anew.
     *
     * @param entityTag entity tag of the response; the download can be resumed only if it is strong, of visible ASCII characters, at most 80
     */
    public void begin(String entityTag) throws IOException {
        discard();
        if (STRONG.matcher(entityTag).matches()) {
            slots.prepare();
            flash.program(record, encode(entityTag.getBytes(StandardCharsets.US_ASCII)));
            next = 0;
        }
    }

    /** Stores the next sector, unless the download cannot be resumed. */
    public void append(byte[] sector) throws IOException {
        if (next == NOT_BEGUN || next >= sectors(geometry, image)) {
            return;
        }
        pages.write(slot + next * geometry.sectorSize(), sector);
        flash.program(mark(next), intBytes(checksum(sector)));
        next++;
    }

    /** Erases the record. */
    public void discard() throws IOException {
        next = NOT_BEGUN;
        int end = mark(sectors(geometry, image));
        // The sector of the name first, because the checksums alone count for nothing.
        for (int address = record; address < end; address += geometry.sectorSize()) {
            if (!Pages.isErased(flash.read(address, geometry.sectorSize()))) {
                flash.erase(address);
            }
        }
    }

    private int mark(int sector) {
        return record + geometry.pageSize() + sector * Integer.BYTES;
    }

    private byte[] encode(byte[] tag) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH)
                .putInt(DownloadRecord.MAGIC)
                .putLong(image.image().value().getMostSignificantBits())
                .putLong(image.image().value().getLeastSignificantBits())
                .put(image.digest().bytes())
                .putInt(image.length())
                .putInt(slot)
                .putInt(tag.length)
                .put(tag);
        return out.putInt(CHECKED, checksum(out.array(), CHECKED)).array();
    }

    /** Returns the entity tag of the record; empty unless the record is complete and about this image in this slot. */
    private Optional<String> recorded() {
        byte[] found = flash.read(record, LENGTH);
        int length = ByteBuffer.wrap(found).getInt(CHECKED - MAX_TAG - Integer.BYTES);
        if (length < 0 || length > MAX_TAG) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOfRange(found, CHECKED - MAX_TAG, CHECKED - MAX_TAG + length);
        return Arrays.equals(found, encode(tag))
                ? Optional.of(new String(tag, StandardCharsets.US_ASCII))
                        .filter(text -> STRONG.matcher(text).matches())
                : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        return checksum(bytes, bytes.length);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] intBytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
