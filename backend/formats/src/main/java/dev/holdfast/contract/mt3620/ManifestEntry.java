package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.FlashReader;
import dev.holdfast.contract.format.FlashWriter;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageKind;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One image in an {@link ImageManifest}: 76 bytes, little-endian, and an extension of later versions.
 *
 * <pre>{@code
 *  0  16  image GUID
 * 16  16  component GUID
 * 32   2  u16 image type
 * 34   2  u16 partition type
 * 36   4  u32 length of the image file
 * 40   4  u32 uncompressed length of the image
 * 44  16  provides: 2 × { u32 version, u32 interface }
 * 60  16  depends on: 2 × { u32 version, u32 interface }
 * }</pre>
 *
 * An entry has no digest. The image GUID links the entry to an image. The signatures of manifest and image cover the GUID.
 *
 * @param image GUID of the image
 * @param component GUID of the component
 * @param type image type, known or not
 * @param partition partition number, u16; see {@link #knownPartition()}
 * @param fileLength length of the image file in bytes, u32; a manifest refuses 0
 * @param uncompressedLength uncompressed length in bytes, u32; equal to {@code fileLength} without compression
 * @param provides exactly two interfaces; {@link AbiVersion#NONE} for unused ones
 * @param dependsOn exactly two interfaces; {@link AbiVersion#NONE} for unused ones
 * @param extension unknown bytes at the end; of the same length in all entries of a manifest
 */
public record ManifestEntry(
        ImageId image,
        ComponentId component,
        ImageKind type,
        int partition,
        long fileLength,
        long uncompressedLength,
        List<AbiVersion> provides,
        List<AbiVersion> dependsOn,
        Blob extension) {
    static final int LENGTH = 76;

    private static final int INTERFACES = 2;

    /** Copies the lists and checks the ranges. */
    public ManifestEntry {
        provides = List.copyOf(provides);
        dependsOn = List.copyOf(dependsOn);
        if (provides.size() != INTERFACES || dependsOn.size() != INTERFACES) {
            throw new IllegalArgumentException("an entry provides two interfaces and depends on two");
        }
        if (partition < 0 || partition > 0xFFFF) {
            throw new IllegalArgumentException("partition " + partition + " is not a u16");
        }
        if (fileLength < 0
                || fileLength > 0xFFFF_FFFFL
                || uncompressedLength < 0
                || uncompressedLength > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("an image's length is not a u32");
        }
    }

    /** Returns the partition; empty if its number is unknown. */
    public Optional<PartitionType> knownPartition() {
        return PartitionType.ofNumber(partition);
    }

    static ManifestEntry read(FlashReader in) throws FormatException {
        return new ManifestEntry(
                new ImageId(in.guid("image")),
                new ComponentId(in.guid("component")),
                ImageKind.ofNumber(in.u16("image type")),
                in.u16("partition type"),
                fileLength(in),
                in.u32("uncompressed length"),
                interfaces(in),
                interfaces(in),
                Blob.of(in.bytes(in.remaining(), "extension")));
    }

    void write(FlashWriter out) {
        out.guid(image.value()).guid(component.value()).u16(type.number()).u16(partition);
        out.u32(fileLength).u32(uncompressedLength);
        provides.forEach(version -> version.write(out));
        dependsOn.forEach(version -> version.write(out));
        out.bytes(extension);
    }

    private static long fileLength(FlashReader in) throws FormatException {
        int at = in.position();
        long length = in.u32("file length");
        if (length == 0) {
            throw new FormatException(Reason.RANGE, at, "an image file of 0 bytes");
        }
        return length;
    }

    private static List<AbiVersion> interfaces(FlashReader in) throws FormatException {
        List<AbiVersion> versions = new ArrayList<>();
        for (int i = 0; i < INTERFACES; i++) {
            versions.add(AbiVersion.read(in));
        }
        return versions;
    }
}
