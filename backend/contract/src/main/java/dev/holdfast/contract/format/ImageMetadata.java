package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The "4X4M" metadata of an image package: magic, section count, then sections {u16 id, u16 length, bytes}, all
 * little-endian. Written are {@code ID}, {@code SG}, {@code DB} and {@code RV}; other known sections are skipped
 * when read.
 *
 * @param type section {@code ID}
 * @param component section {@code ID}
 * @param image section {@code ID}
 * @param keyThumbprint section {@code SG}: 20 bytes that name the signing key, see {@link ImagePackage#thumbprint}
 * @param builtAt section {@code DB}, whole seconds
 * @param name section {@code DB}: at most 31 bytes of UTF-8
 * @param securityVersion section {@code RV}: the u32 anti-rollback number; 0 when the section is absent
 */
public record ImageMetadata(
        ImageType type,
        ComponentId component,
        ImageId image,
        Blob keyThumbprint,
        Instant builtAt,
        String name,
        long securityVersion) {
    /** Length of a key thumbprint. */
    public static final int THUMBPRINT_LENGTH = 20;

    private static final int MAGIC = 0x4D345834;
    private static final int MAX_SECTIONS = 32;
    private static final int NAME_LENGTH = 32;
    private static final int ID = 0x4449;
    private static final int SG = 0x4753;
    private static final int DB = 0x4244;
    private static final int RV = 0x5652;
    private static final int ID_LENGTH = 0x24;
    private static final int SG_LENGTH = 0x18;
    private static final int DB_LENGTH = 0x28;
    private static final int RV_LENGTH = 4;
    private static final int ECDSA_256 = 1;
    private static final int SECTION_HEADER = 4;
    private static final int HEADER = 8;

    /** Checks lengths and ranges. */
    public ImageMetadata {
        if (keyThumbprint.length() != THUMBPRINT_LENGTH) {
            throw new IllegalArgumentException("a key thumbprint has 20 bytes");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length >= NAME_LENGTH) {
            throw new IllegalArgumentException("the image name has more than 31 bytes: " + name);
        }
        if (securityVersion < 0 || securityVersion > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("security version " + securityVersion + " is not a u32");
        }
    }

    /** Returns the same metadata with the thumbprint of another signing key. */
    public ImageMetadata signedWith(Blob thumbprint) {
        return new ImageMetadata(type, component, image, thumbprint, builtAt, name, securityVersion);
    }

    byte[] encode() {
        int length = HEADER + 4 * SECTION_HEADER + ID_LENGTH + SG_LENGTH + DB_LENGTH + RV_LENGTH;
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(4);
        section(out, ID, ID_LENGTH).putShort((short) type.number()).putShort((short) 0);
        putGuid(out, component.value());
        putGuid(out, image.value());
        section(out, SG, SG_LENGTH).put(keyThumbprint.bytes()).putInt(ECDSA_256);
        section(out, DB, DB_LENGTH)
                .putLong(builtAt.getEpochSecond())
                .put(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), NAME_LENGTH));
        section(out, RV, RV_LENGTH).putInt((int) securityVersion);
        return out.array();
    }

    static ImageMetadata decode(byte[] bytes) throws FormatException {
        try {
            return decode(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new FormatException("image metadata is cut short or out of range", e);
        }
    }

    private static ImageMetadata decode(ByteBuffer in) throws FormatException {
        if (in.getInt() != MAGIC) {
            throw new FormatException("image metadata does not start with 4X4M");
        }
        int sections = in.getInt();
        if (sections < 1 || sections > MAX_SECTIONS) {
            throw new FormatException(sections + " metadata sections, expected 1 to " + MAX_SECTIONS);
        }
        Parts parts = new Parts();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < sections; i++) {
            int id = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (!seen.add(id)) {
                throw new FormatException("metadata section 0x" + Integer.toHexString(id) + " stands twice");
            }
            parts.read(id, in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            in.position(in.position() + length);
        }
        if (in.hasRemaining()) {
            throw new FormatException(in.remaining() + " bytes behind the last metadata section");
        }
        if (!seen.containsAll(Set.of(ID, SG, DB))) {
            throw new FormatException("image metadata lacks section ID, SG or DB");
        }
        return parts.build();
    }

    private static ByteBuffer section(ByteBuffer out, int id, int length) {
        return out.putShort((short) id).putShort((short) length);
    }

    /** Microsoft's GUID layout: the first three fields little-endian, the rest as it reads. */
    static void putGuid(ByteBuffer out, UUID guid) {
        long high = guid.getMostSignificantBits();
        out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        out.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits()).order(ByteOrder.LITTLE_ENDIAN);
    }

    static UUID getGuid(ByteBuffer in) {
        long high = Integer.toUnsignedLong(in.getInt()) << 32;
        high |= Short.toUnsignedLong(in.getShort()) << 16;
        high |= Short.toUnsignedLong(in.getShort());
        long low = in.order(ByteOrder.BIG_ENDIAN).getLong();
        in.order(ByteOrder.LITTLE_ENDIAN);
        return new UUID(high, low);
    }

    /** Collects the sections while they are read. */
    private static final class Parts {
        private ImageType type = ImageType.INVALID;
        private UUID component = new UUID(0, 0);
        private UUID image = new UUID(0, 0);
        private final byte[] thumbprint = new byte[THUMBPRINT_LENGTH];
        private Instant builtAt = Instant.EPOCH;
        private String name = "";
        private long securityVersion;

        void read(int id, ByteBuffer in) throws FormatException {
            switch (id) {
                case ID -> readIdentity(in);
                case SG -> readSigner(in);
                case DB -> readDebug(in);
                case RV -> {
                    requireLength(in, RV_LENGTH, "RV");
                    securityVersion = Integer.toUnsignedLong(in.getInt());
                }
                default -> {
                    // TP, ND, NP, CM, RO, LG, AD and AP say nothing that Holdfast acts upon.
                }
            }
        }

        private void readIdentity(ByteBuffer in) throws FormatException {
            requireLength(in, ID_LENGTH, "ID");
            int number = Short.toUnsignedInt(in.getShort());
            type = ImageType.ofNumber(number).orElseThrow(() -> new FormatException("unknown image type " + number));
            in.getShort();
            component = getGuid(in);
            image = getGuid(in);
        }

        private void readSigner(ByteBuffer in) throws FormatException {
            requireLength(in, SG_LENGTH, "SG");
            in.get(thumbprint);
            if (in.getInt() != ECDSA_256) {
                throw new FormatException("the signing type is not ECDSA P-256");
            }
        }

        private void readDebug(ByteBuffer in) throws FormatException {
            requireLength(in, DB_LENGTH, "DB");
            long seconds = in.getLong();
            if (seconds < 0 || seconds > 0xFFFF_FFFFFL) {
                throw new FormatException("build time " + seconds + " is out of range");
            }
            builtAt = Instant.ofEpochSecond(seconds);
            byte[] text = new byte[NAME_LENGTH];
            in.get(text);
            int end = 0;
            while (end < NAME_LENGTH - 1 && text[end] != 0) {
                end++;
            }
            name = new String(text, 0, end, StandardCharsets.UTF_8);
        }

        private static void requireLength(ByteBuffer in, int length, String section) throws FormatException {
            if (in.remaining() != length) {
                throw new FormatException(
                        "section " + section + " has " + in.remaining() + " bytes, expected " + length);
            }
        }

        ImageMetadata build() {
            return new ImageMetadata(
                    type,
                    new ComponentId(component),
                    new ImageId(image),
                    Blob.of(thumbprint),
                    builtAt,
                    name,
                    securityVersion);
        }
    }
}
