package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FlashReader;
import dev.holdfast.contract.format.FlashWriter;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image manifest, version 3, lists the images of a release. It is the body of an image package of one of the
 * {@link #TYPES}, little-endian:
 *
 * <pre>{@code
 *  0   2  u16 version, 3
 *  2   2  u16 image count
 *  4   2  u16 header size, 16 or more
 *  6   2  u16 entry size, 76 or more
 *  8   8  u64 build time, seconds since 1970
 * 16   -  header extension of later versions
 *  -   -  entries, see ManifestEntry
 * }</pre>
 *
 * Header and entries state their sizes, so that later versions of Azure Sphere can add fields. A reader keeps unknown bytes and writes
 * them back unchanged. We assume that added fields do not change the version number, so other version numbers are refused. Two
 * entries with the same component and partition are refused, as by Azure Sphere's updater.
 *
 * @param type one of {@link #TYPES}, from the package's metadata
 * @param securityVersion the package's anti-rollback number
 * @param builtAt build time, whole seconds
 * @param headerExtension unknown bytes at the end of the header
 * @param entries the images
 */
public record ImageManifest(
        ImageType type, long securityVersion, Instant builtAt, Blob headerExtension, List<ManifestEntry> entries) {
    /** Types of image packages that contain a manifest. */
    public static final Set<ImageType> TYPES = Set.of(
            ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
            ImageType.FIRMWARE_UPDATE_MANIFEST,
            ImageType.CUSTOMER_UPDATE_MANIFEST,
            ImageType.RECOVERY_MANIFEST);

    /**
     * Maximum length of a manifest package in bytes. Every possible header size and entry size then fits a u16. Azure
     * Sphere's manifest of 17 images has 1,496 bytes.
     */
    public static final int MAX_LENGTH = 0xFFFF;

    private static final int VERSION = 3;
    private static final int HEADER_LENGTH = 16;
    /** Latest build time in seconds since 1970. {@link Instant} can hold it. */
    private static final long LATEST = 0xFF_FFFF_FFFFL;

    /** Copies the list. Refuses values that a reader would refuse. */
    public ImageManifest {
        entries = List.copyOf(entries);
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(type + " is not the type of a manifest");
        }
        if (builtAt.getEpochSecond() < 0 || builtAt.getEpochSecond() > LATEST) {
            throw new IllegalArgumentException("build time " + builtAt + " is out of range");
        }
        int extension = entries.isEmpty() ? 0 : entries.getFirst().extension().length();
        Set<Placement> placements = new HashSet<>();
        for (ManifestEntry entry : entries) {
            if (entry.extension().length() != extension || entry.fileLength() == 0) {
                throw new IllegalArgumentException("the entries differ in size, or an image is empty");
            }
            if (!placements.add(Placement.of(entry))) {
                throw new IllegalArgumentException("component " + entry.component() + " appears twice");
            }
        }
        // A long, because the sizes have no limits before this check.
        if (encodedLength(headerExtension, entries.size(), extension) > MAX_LENGTH) {
            throw new IllegalArgumentException("a manifest of more than " + MAX_LENGTH + " bytes");
        }
    }

    /**
     * Encodes and signs the manifest.
     *
     * @param metadata metadata of the package, with the type and the security version of this manifest
     * @throws IllegalArgumentException if metadata and manifest differ, or the package would be too long
     */
    public ImagePackage sign(ImageMetadata metadata, P256PublicKey key, MessageSigner signer) {
        if (metadata.type() != type || metadata.securityVersion() != securityVersion) {
            throw new IllegalArgumentException("the metadata is not that of this manifest");
        }
        ImagePackage signed = ImagePackage.sign(encode(), metadata, key, signer);
        if (signed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a manifest package of " + signed.length() + " bytes");
        }
        return signed;
    }

    /**
     * Verifies the signature, then reads the manifest.
     *
     * @throws FormatException if {@code key} did not sign it or it is not a manifest
     */
    public static ImageManifest verify(byte[] bytes, P256PublicKey key) throws FormatException {
        requireLength(bytes);
        return read(ImagePackage.verify(bytes, key));
    }

    /** Finds the first entry of an image by its GUID. An image with a backup has two entries. */
    public Optional<ManifestEntry> entry(ImageId image) {
        return entries.stream().filter(entry -> entry.image().equals(image)).findFirst();
    }

    /** Encodes the body of the package. */
    byte[] encode() {
        int extension = entries.isEmpty() ? 0 : entries.getFirst().extension().length();
        FlashWriter out = new FlashWriter((int) encodedLength(headerExtension, entries.size(), extension))
                .u16(VERSION)
                .u16(entries.size())
                .u16(HEADER_LENGTH + headerExtension.length())
                .u16(ManifestEntry.LENGTH + extension)
                .u64(builtAt.getEpochSecond())
                .bytes(headerExtension);
        entries.forEach(entry -> entry.write(out));
        return out.array();
    }

    /**
     * Reads a package whose signature the caller has already verified.
     *
     * @throws FormatException if it is not a manifest
     */
    public static ImageManifest read(ImagePackage verified) throws FormatException {
        ImageType type = verified.metadata().type();
        if (!TYPES.contains(type)) {
            throw new FormatException(Reason.PURPOSE, "an image of type " + type.apiName() + " is not a manifest");
        }
        return decode(type, verified.metadata().securityVersion(), verified.body());
    }

    static ImageManifest decode(ImageType type, long securityVersion, byte[] body) throws FormatException {
        requireLength(body);
        FlashReader in = FlashReader.of(body);
        int version = in.u16("version");
        if (version != VERSION) {
            throw new FormatException(Reason.VERSION, 0, "manifest version " + version + ", expected " + VERSION);
        }
        int count = in.u16("image count");
        int headerSize = size(in, "header size", HEADER_LENGTH);
        int entrySize = size(in, "entry size", ManifestEntry.LENGTH);
        int at = in.position();
        long seconds = in.u64("build time");
        if (seconds > LATEST) {
            throw new FormatException(Reason.RANGE, at, "build time " + seconds + " is out of range");
        }
        Blob headerExtension = Blob.of(in.bytes(headerSize - HEADER_LENGTH, "header"));
        // Multiply as long: 65,535 entries of 65,535 bytes would overflow an int.
        if ((long) count * entrySize != in.remaining()) {
            throw in.exception(
                    Reason.LENGTH,
                    in.remaining() + " bytes of entries, expected " + count + " of " + entrySize + " bytes");
        }
        return new ImageManifest(
                type, securityVersion, Instant.ofEpochSecond(seconds), headerExtension, entries(in, count, entrySize));
    }

    private static void requireLength(byte[] bytes) throws FormatException {
        if (bytes.length > MAX_LENGTH) {
            throw new FormatException(Reason.SIZE, "a manifest of " + bytes.length + " bytes, at most " + MAX_LENGTH);
        }
    }

    private static int size(FlashReader in, String what, int min) throws FormatException {
        int at = in.position();
        int size = in.u16(what);
        if (size < min) {
            throw new FormatException(Reason.LENGTH, at, what + " " + size + ", expected at least " + min);
        }
        return size;
    }

    private static List<ManifestEntry> entries(FlashReader in, int count, int entrySize) throws FormatException {
        List<ManifestEntry> entries = new ArrayList<>();
        Set<Placement> placements = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int at = in.position();
            ManifestEntry entry = ManifestEntry.read(in.window(entrySize, "entry"));
            if (!placements.add(Placement.of(entry))) {
                throw new FormatException(Reason.DUPLICATE, at, "component " + entry.component() + " appears twice");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static long encodedLength(Blob headerExtension, long count, long extension) {
        return HEADER_LENGTH + (long) headerExtension.length() + count * (ManifestEntry.LENGTH + extension);
    }

    /**
     * Key of an entry, unique in a manifest. The component alone is not unique: a boot loader has one entry for its partition and one for
     * the partition of its backup.
     */
    private record Placement(ComponentId component, int partition) {
        static Placement of(ManifestEntry entry) {
            return new Placement(entry.component(), entry.partition());
        }
    }
}
