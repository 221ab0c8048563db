package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A section of an image's metadata: u16 id, u16 length, and the content, little-endian. The records below list the fields of
 * each content. Sections that are not supported are {@link Opaque} and kept unchanged. Encoded by {@link MetadataSections}.
 */
public sealed interface MetadataSection {
    /** Returns the id of the section: two ASCII letters, the first in the low byte. */
    int id();

    /** Returns the length of the content in bytes, 0 to 65,535. */
    int length();

    /** Writes the content. */
    void write(FlashWriter out);

    /**
     * {@code ID}, 36 bytes: identity of the image.
     *
     * @param type u16
     * @param reserved u16, 0 in all known images
     * @param component GUID
     * @param image GUID
     */
    record Identity(ImageType type, int reserved, ComponentId component, ImageId image) implements MetadataSection {
        static final int ID = 0x4449;
        static final int LENGTH = 36;

        /** Checks that {@code reserved} is a u16. */
        public Identity {
            requireU16(reserved, "reserved field");
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            out.u16(type.number()).u16(reserved).guid(component.value()).guid(image.value());
        }
    }

    /**
     * {@code SG}, 24 bytes: thumbprint of the signing key, then the signing type. Readers require type 1, ECDSA P-256
     * with SHA-256.
     *
     * @param thumbprint 20 bytes
     */
    record Signing(Blob thumbprint) implements MetadataSection {
        static final int ID = 0x4753;
        static final int LENGTH = 24;
        static final int ECDSA_256 = 1;

        /** Checks the length. */
        public Signing {
            if (thumbprint.length() != ImageMetadata.THUMBPRINT_LENGTH) {
                throw new IllegalArgumentException("a key thumbprint has 20 bytes");
            }
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            out.bytes(thumbprint).u32(ECDSA_256);
        }
    }

    /**
     * {@code DB}, 40 bytes: build time and name.
     *
     * @param builtAt build time, u64, whole seconds since 1970
     * @param paddedName 32 bytes: name and padding, normally zeros; kept unchanged
     */
    record Debug(Instant builtAt, Blob paddedName) implements MetadataSection {
        /** Length of the field for the name. */
        static final int NAME_LENGTH = 32;

        static final int ID = 0x4244;
        static final int LENGTH = 40;

        /** Latest build time, about 34,800 years after 1970. {@link Instant} can hold it. */
        static final long LATEST = 0xFF_FFFF_FFFFL;

        /** Checks lengths and ranges. */
        public Debug {
            long seconds = builtAt.getEpochSecond();
            if (seconds < 0 || seconds > LATEST) {
                throw new IllegalArgumentException("build time " + builtAt + " is out of range");
            }
            if (paddedName.length() != NAME_LENGTH) {
                throw new IllegalArgumentException("the field for the name has 32 bytes");
            }
        }

        /**
         * Creates a section with a name.
         *
         * @throws IllegalArgumentException if the name has more than 31 bytes of UTF-8 or a zero byte
         */
        public static Debug of(Instant builtAt, String name) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            if (text.length >= NAME_LENGTH || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the image name has more than 31 bytes or a zero: " + name);
            }
            return new Debug(builtAt, Blob.of(Arrays.copyOf(text, NAME_LENGTH)));
        }

        /** Returns the name before the first zero. Invalid UTF-8 becomes U+FFFD. */
        public String name() {
            byte[] bytes = paddedName.bytes();
            int end = 0;
            while (end < NAME_LENGTH && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            out.u64(builtAt.getEpochSecond()).bytes(paddedName);
        }
    }

    /**
     * {@code TP}, 4 bytes: flags of sideloaded images.
     *
     * @param flags u32 of {@link #REMOVE_AT_BOOT} and {@link #UNDER_DEVELOPMENT}
     */
    record Temporary(long flags) implements MetadataSection {
        /** The image is erased when the device restarts. */
        public static final long REMOVE_AT_BOOT = 1;
        /** The image needs the capability ApplicationDevelopment. */
        public static final long UNDER_DEVELOPMENT = 2;

        static final int ID = 0x5054;

        /** Checks that the flags are a u32. */
        public Temporary {
            requireU32(flags, "flags");
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return Integer.BYTES;
        }

        @Override
        public void write(FlashWriter out) {
            out.u32(flags);
        }
    }

    /**
     * {@code ND}, 4 + 8n bytes: u32 count, then the interfaces that the image requires.
     *
     * @param versions at most {@link MetadataSections#MAX_VERSIONS}
     */
    record Depends(List<AbiVersion> versions) implements MetadataSection {
        static final int ID = 0x444E;

        /** Copies the list and checks its bounds. */
        public Depends {
            versions = MetadataSections.requireVersions(versions);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return Integer.BYTES + versions.size() * AbiVersion.LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            MetadataSections.writeVersions(versions, out);
        }
    }

    /**
     * {@code NP}, 4 + 8n bytes: u32 count, then the interfaces that the image provides.
     *
     * @param versions at most {@link MetadataSections#MAX_VERSIONS}
     */
    record Provides(List<AbiVersion> versions) implements MetadataSection {
        static final int ID = 0x504E;

        /** Copies the list and checks its bounds. */
        public Provides {
            versions = MetadataSections.requireVersions(versions);
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return Integer.BYTES + versions.size() * AbiVersion.LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            MetadataSections.writeVersions(versions, out);
        }
    }

    /**
     * {@code RV}, 4 bytes: the anti-rollback number.
     *
     * @param securityVersion u32
     */
    record Revocation(long securityVersion) implements MetadataSection {
        static final int ID = 0x5652;

        /** Checks that the version is a u32. */
        public Revocation {
            requireU32(securityVersion, "security version");
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return Integer.BYTES;
        }

        @Override
        public void write(FlashWriter out) {
            out.u32(securityVersion);
        }
    }

    /**
     * {@code CM}, 8 bytes: the body is compressed.
     *
     * @param uncompressedLength u32, bytes
     * @param algorithm u32; only 1 is known ({@link #LZMA})
     */
    record Compression(long uncompressedLength, long algorithm) implements MetadataSection {
        /** LZMA with the header of {@code .lzma} files. */
        public static final long LZMA = 1;

        static final int ID = 0x4D43;
        static final int LENGTH = 8;

        /** Checks that both are u32. */
        public Compression {
            requireU32(uncompressedLength, "uncompressed length");
            requireU32(algorithm, "compression algorithm");
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public void write(FlashWriter out) {
            out.u32(uncompressedLength).u32(algorithm);
        }
    }

    /**
     * {@code RO}, 4 bytes: required offset of the image in flash.
     *
     * @param offset u32, bytes
     */
    record RequiredOffset(long offset) implements MetadataSection {
        static final int ID = 0x4F52;

        /** Checks that the offset is a u32. */
        public RequiredOffset {
            requireU32(offset, "flash offset");
        }

        @Override
        public int id() {
            return ID;
        }

        @Override
        public int length() {
            return Integer.BYTES;
        }

        @Override
        public void write(FlashWriter out) {
            out.u32(offset);
        }
    }

    /**
     * Any other section, such as {@code LG}, {@code AD} and {@code AP} of old images (footer and interface tables),
     * whose content is not public.
     *
     * @param id u16, different from the ids above
     * @param content at most 65,535 bytes
     */
    record Opaque(int id, Blob content) implements MetadataSection {
        /** Checks id and length. */
        public Opaque {
            requireU16(id, "section id");
            if (MetadataSections.isParsed(id)) {
                throw new IllegalArgumentException("section " + MetadataSections.name(id) + " has a record of its own");
            }
            requireU16(content.length(), "section length");
        }

        @Override
        public int length() {
            return content.length();
        }

        @Override
        public void write(FlashWriter out) {
            out.bytes(content);
        }
    }

    private static void requireU16(int value, String what) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException(what + " " + value + " is not a u16");
        }
    }

    private static void requireU32(long value, String what) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(what + " " + value + " is not a u32");
        }
    }
}
