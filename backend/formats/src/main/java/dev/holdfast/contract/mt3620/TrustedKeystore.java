package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FlashReader;
import dev.holdfast.contract.format.FlashWriter;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Public keys with which a device verifies images. It is the body of an image package of type
 * {@link ImageType#TRUSTED_KEYSTORE}, little-endian:
 *
 * <pre>{@code
 * 0    2  u16 key count
 * 2    2  u16 reserved; its meaning is not public
 * 4    -  entries of 100 bytes, see KeystoreEntry
 * -    4  "UTBL"
 * -    4  u32 count
 * -    -  u32 values; their meaning is not public
 * }</pre>
 *
 * The key count and the count after {@code UTBL} are independent: the length of Azure Sphere's keystore, 2,376 bytes, is
 * possible only if the two counts differ.
 * Values without a public meaning are kept and written back unchanged.
 *
 * <p>A device must not install a keystore without a manifest, see {@link KeystoreUpdate}.
 *
 * @param reserved u16
 * @param entries at most {@link #MAX_KEYS} keys with different thumbprints
 * @param table values after {@code UTBL}, each a u32; at most {@link #MAX_VALUES}
 */
public record TrustedKeystore(int reserved, List<KeystoreEntry> entries, List<Long> table) {
    /** Maximum number of keys. */
    public static final int MAX_KEYS = 64;
    /** Maximum number of values in the table. */
    public static final int MAX_VALUES = 256;

    /** "UTBL" as a little-endian u32. */
    private static final long TABLE_MAGIC = 0x4C42_5455L;

    private static final int HEADER_LENGTH = 4;
    private static final int TABLE_HEADER_LENGTH = 8;

    /** Copies the lists and checks their bounds. */
    public TrustedKeystore {
        entries = List.copyOf(entries);
        table = List.copyOf(table);
        if (reserved < 0 || reserved > 0xFFFF || entries.size() > MAX_KEYS || table.size() > MAX_VALUES) {
            throw new IllegalArgumentException(
                    "a keystore cannot have " + entries.size() + " keys and " + table.size() + " values");
        }
        if (table.stream().anyMatch(value -> value < 0 || value > 0xFFFF_FFFFL)) {
            throw new IllegalArgumentException("a value of the table is not a u32");
        }
        if (entries.stream().map(KeystoreEntry::thumbprint).distinct().count() != entries.size()) {
            throw new IllegalArgumentException("a thumbprint appears twice");
        }
    }

    /** Finds a key by its thumbprint in the metadata of an image. */
    public Optional<KeystoreEntry> find(Blob thumbprint) {
        return entries.stream()
                .filter(entry -> entry.thumbprint().equals(thumbprint))
                .findFirst();
    }

    /** Encodes the body of the package. */
    public byte[] encode() {
        int length = HEADER_LENGTH
                + entries.size() * KeystoreEntry.LENGTH
                + TABLE_HEADER_LENGTH
                + table.size() * Integer.BYTES;
        FlashWriter out = new FlashWriter(length).u16(entries.size()).u16(reserved);
        entries.forEach(entry -> entry.write(out));
        out.u32(TABLE_MAGIC).u32(table.size());
        table.forEach(out::u32);
        return out.array();
    }

    /**
     * Reads the body of a package whose signature the caller has already verified.
     *
     * @throws FormatException if the body is malformed
     */
    public static TrustedKeystore decode(byte[] body) throws FormatException {
        FlashReader in = FlashReader.of(body);
        int count = (int) count(in.position(), in.u16("key count"), MAX_KEYS, "keys");
        int reserved = in.u16("reserved field");
        List<KeystoreEntry> entries = new ArrayList<>();
        Set<Blob> thumbprints = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int at = in.position();
            KeystoreEntry entry = KeystoreEntry.read(in.window(KeystoreEntry.LENGTH, "key " + i));
            if (!thumbprints.add(entry.thumbprint())) {
                throw new FormatException(Reason.DUPLICATE, at, "the thumbprint of key " + i + " appears twice");
            }
            entries.add(entry);
        }
        return new TrustedKeystore(reserved, entries, table(in));
    }

    private static List<Long> table(FlashReader in) throws FormatException {
        int at = in.position();
        if (in.u32("table magic") != TABLE_MAGIC) {
            throw new FormatException(Reason.MAGIC, at, "the table after the keys does not start with UTBL");
        }
        long count = count(in.position(), in.u32("table count"), MAX_VALUES, "values");
        in.requireRemaining((int) count * Integer.BYTES, "the table of " + count + " values");
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.u32("table value"));
        }
        return values;
    }

    private static long count(int at, long count, int max, String what) throws FormatException {
        if (count > max) {
            throw new FormatException(Reason.COUNT, at, count + " " + what + ", at most " + max);
        }
        return count;
    }
}
