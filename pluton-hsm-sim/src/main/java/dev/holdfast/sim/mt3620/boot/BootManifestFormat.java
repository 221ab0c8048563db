package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Boot manifests in flash. Azure Sphere's layout is not public; this one is Holdfast's, big-endian:
 *
 * <pre>{@code
 * header   u32 "HBMF", u16 version 3, u16 change (0 none, 1 installed, 2 returned), u32 generation,
 *          u32 length of all but the digest, origin of the last failed set, u8 sets (1 or 2), u8[3] 0
 * origin   u64 manifest version, u8[16] catalog, u8[16] group, u8[32] digest of the signed manifest set
 * set      origin, u8 system bank, u8 application bank, u16 images, u16 length of the signed manifest set, the
 *          signed manifest set, then the images
 * image    u16 type, u16 origin, u8[16] component, u8[16] image, u8[32] digest, u32 length, u32 offset
 * trailer  SHA-256 of all before
 * }</pre>
 *
 * The digest detects half-written manifests. It does not authenticate them.
 */
final class BootManifestFormat {
    private static final int MAGIC = 0x4842_4D46;
    private static final short VERSION = 3;
    private static final int ORIGIN = 72;
    private static final int HEADER = 20 + ORIGIN;
    private static final int SET_HEADER = 6 + ORIGIN;
    private static final int IMAGE = 76;
    private static final int LENGTH_AT = 12;
    /** Highest accepted generation. Updates never reach it, and a manifest above it would leave no generations for later updates. */
    private static final long LAST_GENERATION = 0xFFFF_0000L;

    /** The index is the number in flash. */
    private static final List<BootOutcome.Change> CHANGES =
            List.of(BootOutcome.Change.NONE, BootOutcome.Change.INSTALLED, BootOutcome.Change.RETURNED);

    private static final List<Bank> BANKS = List.of(Bank.A, Bank.B);
    private static final List<InstalledImage.Origin> ORIGINS =
            List.of(InstalledImage.Origin.RELEASED, InstalledImage.Origin.SIDELOADED);

    private BootManifestFormat() {}

    static byte[] encode(BootManifest manifest) {
        List<ImageSet> sets = new ArrayList<>(List.of(manifest.current()));
        manifest.previous().ifPresent(sets::add);
        int length = HEADER
                + sets.stream()
                        .mapToInt(set -> SET_HEADER
                                + set.signedSet().length()
                                + set.images().size() * IMAGE)
                        .sum();
        ByteBuffer out = ByteBuffer.allocate(length + Digest.LENGTH);
        out.putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) CHANGES.indexOf(manifest.change()))
                .putInt((int) manifest.generation())
                .putInt(length);
        put(out, manifest.failed());
        out.put((byte) sets.size()).put(new byte[3]);
        sets.forEach(set -> put(out, set));
        return out.put(Digest.sha256(out.array(), 0, length).bytes()).array();
    }

    private static void put(ByteBuffer out, ImageSet set) {
        put(out, set.set());
        out.put((byte) BANKS.indexOf(set.system()))
                .put((byte) BANKS.indexOf(set.applications()))
                .putShort((short) set.images().size())
                .putShort((short) set.signedSet().length())
                .put(set.signedSet().bytes());
        for (InstalledImage image : set.images()) {
            out.putShort((short) image.type().number()).putShort((short) ORIGINS.indexOf(image.origin()));
            put(out, image.component().value());
            put(out, image.image().value());
            out.put(image.digest().bytes()).putInt(image.length()).putInt(image.offset());
        }
    }

    private static void put(ByteBuffer out, InstalledSet origin) {
        out.putLong(origin.version());
        put(out, origin.catalog());
        put(out, origin.group());
        out.put(origin.digest().bytes());
    }

    private static void put(ByteBuffer out, UUID guid) {
        out.putLong(guid.getMostSignificantBits()).putLong(guid.getLeastSignificantBits());
    }

    /** Returns the manifest at {@code address}; empty without a complete one of at most {@code room} bytes. */
    static Optional<BootManifest> read(NorFlash flash, int address, int room) {
        ByteBuffer header = ByteBuffer.wrap(flash.read(address, HEADER));
        int length = header.getInt(LENGTH_AT);
        if (header.getInt() != MAGIC || length < HEADER || length > room - Digest.LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = flash.read(address, length + Digest.LENGTH);
        byte[] digest = Arrays.copyOfRange(bytes, length, bytes.length);
        if (!Digest.sha256(bytes, 0, length).equals(Digest.of(digest))) {
            return Optional.empty();
        }
        try {
            return Optional.of(manifest(ByteBuffer.wrap(bytes, 0, length)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BootManifest manifest(ByteBuffer in) {
        in.position(Integer.BYTES);
        if (in.getShort() != VERSION) {
            throw new IllegalArgumentException("unknown version");
        }
        BootOutcome.Change change = CHANGES.get(in.getShort());
        long generation = Integer.toUnsignedLong(in.getInt());
        if (generation > LAST_GENERATION) {
            throw new IllegalArgumentException("invalid generation");
        }
        in.getInt();
        InstalledSet failed = origin(in);
        int sets = in.get();
        in.position(HEADER);
        ImageSet current = set(in);
        return new BootManifest(
                generation, change, current, sets > 1 ? Optional.of(set(in)) : Optional.empty(), failed);
    }

    private static ImageSet set(ByteBuffer in) {
        InstalledSet set = origin(in);
        Bank system = BANKS.get(in.get());
        Bank applications = BANKS.get(in.get());
        int count = Short.toUnsignedInt(in.getShort());
        byte[] signed = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(signed);
        List<InstalledImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ImageType type = ImageType.ofNumber(Short.toUnsignedInt(in.getShort()))
                    .orElseThrow(() -> new IllegalArgumentException("unknown type"));
            InstalledImage.Origin origin = ORIGINS.get(in.getShort());
            ComponentId component = new ComponentId(new UUID(in.getLong(), in.getLong()));
            ImageId image = new ImageId(new UUID(in.getLong(), in.getLong()));
            images.add(new InstalledImage(type, component, image, digest(in), in.getInt(), in.getInt(), origin));
        }
        return new ImageSet(set, Blob.of(signed), system, applications, images);
    }

    private static InstalledSet origin(ByteBuffer in) {
        return new InstalledSet(
                in.getLong(), new UUID(in.getLong(), in.getLong()), new UUID(in.getLong(), in.getLong()), digest(in));
    }

    private static Digest digest(ByteBuffer in) {
        byte[] digest = new byte[Digest.LENGTH];
        in.get(digest);
        return Digest.of(digest);
    }
}
