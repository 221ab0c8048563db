package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Encodes the metadata of an image: magic number "4X4M", u32 section count, then the sections without padding. Decoding
 * keeps the order of the sections, so encoding again returns the same bytes.
 */
final class MetadataSections {
    /** Maximum number of sections. Twelve are documented, and each occurs at most once. */
    static final int MAX_SECTIONS = 32;
    /** Maximum number of interface versions in a section. Three interfaces are known. */
    static final int MAX_VERSIONS = 64;

    private static final long MAGIC = 0x4D34_5834L;
    private static final int HEADER = 8;
    private static final int SECTION_HEADER = 4;
    private static final Set<Integer> PARSED = Set.of(
            MetadataSection.Identity.ID,
            MetadataSection.Signing.ID,
            MetadataSection.Debug.ID,
            MetadataSection.Temporary.ID,
            MetadataSection.Depends.ID,
            MetadataSection.Provides.ID,
            MetadataSection.Revocation.ID,
            MetadataSection.Compression.ID,
            MetadataSection.RequiredOffset.ID);

    private MetadataSections() {}

    /** Returns whether the section has its own record, so that it is never {@link MetadataSection.Opaque}. */
    static boolean isParsed(int id) {
        return PARSED.contains(id);
    }

    /** Returns the two letters of an id, or its number if they are not letters. */
    static String name(int id) {
        char first = (char) (id & 0xFF);
        char second = (char) (id >>> 8);
        return isLetter(first) && isLetter(second)
                ? new String(new char[] {first, second})
                : "0x" + Integer.toHexString(id);
    }

    private static boolean isLetter(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    static byte[] encode(List<MetadataSection> sections) {
        int length = HEADER;
        for (MetadataSection section : sections) {
            length += SECTION_HEADER + section.length();
        }
        FlashWriter out = new FlashWriter(length).u32(MAGIC).u32(sections.size());
        for (MetadataSection section : sections) {
            section.write(out.u16(section.id()).u16(section.length()));
        }
        return out.array();
    }

    /** Decodes all remaining bytes. */
    static List<MetadataSection> decode(FlashReader in) throws FormatException {
        int start = in.position();
        if (in.u32("metadata magic") != MAGIC) {
            throw new FormatException(Reason.MAGIC, start, "image metadata does not start with 4X4M");
        }
        int at = in.position();
        long count = in.u32("section count");
        if (count < 1 || count > MAX_SECTIONS) {
            throw new FormatException(Reason.COUNT, at, count + " metadata sections, expected 1 to " + MAX_SECTIONS);
        }
        List<MetadataSection> sections = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int header = in.position();
            int id = in.u16("section id");
            int length = in.u16("section length");
            String what = "section " + name(id);
            if (!seen.add(id)) {
                throw new FormatException(Reason.DUPLICATE, header, what + " appears twice");
            }
            FlashReader content = in.window(length, what);
            sections.add(section(id, content));
            content.requireEnd(what);
        }
        in.requireEnd("the last metadata section");
        return sections;
    }

    private static MetadataSection section(int id, FlashReader in) throws FormatException {
        return switch (id) {
            case MetadataSection.Identity.ID -> identity(in);
            case MetadataSection.Signing.ID -> signing(in);
            case MetadataSection.Debug.ID -> debug(in);
            case MetadataSection.Temporary.ID -> new MetadataSection.Temporary(single(in, "TP"));
            case MetadataSection.Depends.ID -> new MetadataSection.Depends(versions(in));
            case MetadataSection.Provides.ID -> new MetadataSection.Provides(versions(in));
            case MetadataSection.Revocation.ID -> new MetadataSection.Revocation(single(in, "RV"));
            case MetadataSection.Compression.ID -> {
                in.requireRemaining(MetadataSection.Compression.LENGTH, "section CM");
                yield new MetadataSection.Compression(in.u32("uncompressed length"), in.u32("algorithm"));
            }
            case MetadataSection.RequiredOffset.ID -> new MetadataSection.RequiredOffset(single(in, "RO"));
            default -> new MetadataSection.Opaque(id, Blob.of(in.bytes(in.remaining(), "section " + name(id))));
        };
    }

    private static MetadataSection identity(FlashReader in) throws FormatException {
        in.requireRemaining(MetadataSection.Identity.LENGTH, "section ID");
        int at = in.position();
        int number = in.u16("image type");
        ImageType type = ImageType.ofNumber(number)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, at, "unknown image type " + number));
        return new MetadataSection.Identity(
                type, in.u16("reserved field"), new ComponentId(in.guid("component")), new ImageId(in.guid("image")));
    }

    private static MetadataSection signing(FlashReader in) throws FormatException {
        in.requireRemaining(MetadataSection.Signing.LENGTH, "section SG");
        Blob thumbprint = Blob.of(in.bytes(ImageMetadata.THUMBPRINT_LENGTH, "thumbprint"));
        int at = in.position();
        if (in.u32("signing type") != MetadataSection.Signing.ECDSA_256) {
            throw new FormatException(Reason.UNKNOWN, at, "the signing type is not ECDSA P-256");
        }
        return new MetadataSection.Signing(thumbprint);
    }

    private static MetadataSection debug(FlashReader in) throws FormatException {
        in.requireRemaining(MetadataSection.Debug.LENGTH, "section DB");
        int at = in.position();
        long seconds = in.u64("build time");
        if (seconds > MetadataSection.Debug.LATEST) {
            throw new FormatException(Reason.RANGE, at, "build time " + seconds + " is out of range");
        }
        return new MetadataSection.Debug(
                Instant.ofEpochSecond(seconds), Blob.of(in.bytes(MetadataSection.Debug.NAME_LENGTH, "name")));
    }

    /** Reads the content of a section that is one u32. */
    private static long single(FlashReader in, String section) throws FormatException {
        in.requireRemaining(Integer.BYTES, "section " + section);
        return in.u32("section " + section);
    }

    private static List<AbiVersion> versions(FlashReader in) throws FormatException {
        int at = in.position();
        long count = in.u32("interface count");
        if (count > MAX_VERSIONS) {
            throw new FormatException(
                    Reason.COUNT, at, count + " interface versions, expected at most " + MAX_VERSIONS);
        }
        in.requireRemaining((int) count * AbiVersion.LENGTH, "the list of " + count + " interface versions");
        List<AbiVersion> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(AbiVersion.read(in));
        }
        return versions;
    }

    static List<AbiVersion> requireVersions(List<AbiVersion> versions) {
        if (versions.size() > MAX_VERSIONS) {
            throw new IllegalArgumentException(versions.size() + " interface versions, at most " + MAX_VERSIONS);
        }
        return List.copyOf(versions);
    }

    static void writeVersions(List<AbiVersion> versions, FlashWriter out) {
        out.u32(versions.size());
        versions.forEach(version -> version.write(out));
    }
}
