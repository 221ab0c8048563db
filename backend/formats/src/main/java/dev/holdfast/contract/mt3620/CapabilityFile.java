package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FlashReader;
import dev.holdfast.contract.format.FlashWriter;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A capability file enables capabilities on one device while it is installed there. The file is an image package of type
 * {@link ImageType#FW_CONFIG}. Its layout, little-endian:
 *
 * <pre>{@code
 *   0    4  FD 5C FD 5C
 *   4    4  u32 version, 1
 *   8    4  u32 offset of the metadata, 0xCC
 *  12   64  device ID, X‖Y
 *  76  128  64 × u16 capability in any order; 0 is an unused slot
 * 204  120  metadata with the sections ID, SG, and DB (name "fw_config")
 * 324    4  u32 metadata length with this field, 0x7C
 * 328   64  signature
 * }</pre>
 *
 * A file without expiry has 392 bytes. A file without capabilities is valid: it replaces an installed file and so removes the
 * capabilities. Pluton accepts at most 1,024 bytes.
 *
 * <p>Azure Sphere's files never expire. Holdfast's files can expire: the additional section {@code EX} after {@code DB}
 * contains the expiry as a u64, in seconds since 1970. Such a file has 404 bytes and the metadata length 0x88.
 *
 * @param device the device that the file is for
 * @param numbers numbers of the capabilities, known ({@link Capability}) or not; 1 to 65,535, at most 64
 * @param expiresAt expiry, rounded down to whole seconds; null for none
 */
public record CapabilityFile(
        DeviceId device, Set<Integer> numbers, @Nullable Instant expiresAt) {
    /** Maximum length of a file in bytes. */
    public static final int MAX_LENGTH = 1024;
    /** Number of slots for capabilities in a file. */
    public static final int SLOTS = 64;
    /** Component of all capability files, as in Azure Sphere. */
    public static final ComponentId COMPONENT = ComponentId.parse("4128b5d8-abc2-4155-9a33-8a1f31ed67ec");

    private static final String NAME = "fw_config";
    private static final long MAGIC = 0x5CFD_5CFDL;
    private static final int VERSION = 1;
    private static final int BODY_LENGTH = 0xCC;
    /** ID of the section {@code EX}. No other use of this ID is known. */
    private static final int EXPIRY = 0x5845;
    /** Latest valid time, as for build times. {@link Instant} can hold it. */
    private static final long LATEST = 0xFF_FFFF_FFFFL;

    /** Copies the set and checks its bounds. */
    public CapabilityFile {
        numbers = Set.copyOf(numbers);
        if (numbers.size() > SLOTS || numbers.stream().anyMatch(number -> number < 1 || number > 0xFFFF)) {
            throw new IllegalArgumentException("a capability file has at most 64 numbers from 1 to 65535");
        }
        expiresAt = expiresAt == null ? null : Instant.ofEpochSecond(expiresAt.getEpochSecond());
    }

    /** Creates a file without expiry, as Azure Sphere does. */
    public CapabilityFile(DeviceId device, Set<Integer> numbers) {
        this(device, numbers, null);
    }

    /** Returns whether the file is expired at {@code now}. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Returns whether the file contains the capability. */
    public boolean allows(Capability capability) {
        return numbers.contains(capability.number());
    }

    /**
     * Encodes and signs the file: 392 bytes, or 404 with an expiry. Capabilities are written in ascending order.
     *
     * @param image unique GUID of this file
     * @param issuedAt time of issue, rounded down to whole seconds
     */
    public byte[] sign(ImageId image, Instant issuedAt, P256PublicKey key, MessageSigner signer) {
        ImageMetadata metadata = new ImageMetadata(List.of(
                new MetadataSection.Identity(ImageType.FW_CONFIG, 0, COMPONENT, image),
                new MetadataSection.Signing(Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH])),
                MetadataSection.Debug.of(Instant.ofEpochSecond(issuedAt.getEpochSecond()), NAME)));
        return ImagePackage.sign(encode(), expiresAt == null ? metadata : metadata.with(expiry(expiresAt)), key, signer)
                .bytes();
    }

    /**
     * Verifies the signature, reads the file, and requires that it is for {@code chip}. The caller checks the expiry.
     *
     * @param chip the device that received the file
     * @throws FormatException {@link Reason#PURPOSE} if the file is for another device; other reasons if {@code key}
     *     did not sign it or it is not a capability file
     */
    public static CapabilityFile verify(byte[] bytes, P256PublicKey key, DeviceId chip) throws FormatException {
        requireLength(bytes);
        CapabilityFile file = read(ImagePackage.verify(bytes, key));
        if (!file.device().equals(chip)) {
            throw new FormatException(Reason.PURPOSE, "the capability file is for another device");
        }
        return file;
    }

    /** Encodes the body of the package. */
    byte[] encode() {
        FlashWriter out = new FlashWriter(BODY_LENGTH)
                .u32(MAGIC)
                .u32(VERSION)
                .u32(BODY_LENGTH)
                .bytes(device.bytes());
        Iterator<Integer> ascending = new TreeSet<>(numbers).iterator();
        for (int i = 0; i < SLOTS; i++) {
            out.u16(ascending.hasNext() ? ascending.next() : 0);
        }
        return out.array();
    }

    /** Reads a package whose signature the caller has already verified. */
    static CapabilityFile read(ImagePackage verified) throws FormatException {
        ImageType type = verified.metadata().type();
        if (type != ImageType.FW_CONFIG) {
            throw new FormatException(Reason.PURPOSE, "an image of type " + type.apiName() + " holds no capabilities");
        }
        CapabilityFile withoutExpiry = decode(verified.body());
        return new CapabilityFile(withoutExpiry.device(), withoutExpiry.numbers(), readExpiry(verified.metadata()));
    }

    private static MetadataSection expiry(Instant end) {
        return new MetadataSection.Opaque(
                EXPIRY,
                Blob.of(new FlashWriter(Long.BYTES).u64(end.getEpochSecond()).array()));
    }

    /** Returns the expiry; null without section {@code EX}. Refuses a malformed expiry: if ignored, the file would never expire. */
    private static @Nullable Instant readExpiry(ImageMetadata metadata) throws FormatException {
        for (MetadataSection section : metadata.sections()) {
            if (section instanceof MetadataSection.Opaque(int id, Blob content) && id == EXPIRY) {
                FlashReader in = FlashReader.of(content.bytes());
                in.requireRemaining(Long.BYTES, "section EX");
                long seconds = in.u64("expiry");
                in.requireEnd("section EX");
                if (seconds < 0 || seconds > LATEST) {
                    throw new FormatException(Reason.RANGE, "the expiry " + seconds + " is out of range");
                }
                return Instant.ofEpochSecond(seconds);
            }
        }
        return null;
    }

    static CapabilityFile decode(byte[] body) throws FormatException {
        FlashReader in = FlashReader.of(body);
        if (in.u32("capability magic") != MAGIC) {
            throw new FormatException(Reason.MAGIC, 0, "a capability file does not start with FD 5C FD 5C");
        }
        int at = in.position();
        long version = in.u32("version");
        if (version != VERSION) {
            throw new FormatException(Reason.VERSION, at, "capability file version " + version + ", expected 1");
        }
        at = in.position();
        long offset = in.u32("metadata offset");
        if (offset != BODY_LENGTH) {
            throw new FormatException(Reason.LENGTH, at, "metadata offset " + offset + ", expected " + BODY_LENGTH);
        }
        DeviceId device = DeviceId.of(in.bytes(P256PublicKey.LENGTH, "device ID"));
        Set<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < SLOTS; i++) {
            numbers.add(in.u16("capability"));
        }
        in.requireEnd("the capabilities");
        numbers.remove(0);
        return new CapabilityFile(device, numbers);
    }

    private static void requireLength(byte[] bytes) throws FormatException {
        if (bytes.length > MAX_LENGTH) {
            throw new FormatException(
                    Reason.SIZE, "a capability file of " + bytes.length + " bytes, at most " + MAX_LENGTH);
        }
    }
}
