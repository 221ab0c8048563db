package dev.holdfast.contract.format;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A software component of a PSA token (RFC 9783 §4.4.1) and its conversion to a {@link Measurement}.
 *
 * <p>For images with Holdfast's metadata, the type is {@code <image type>/<component GUID>} and the version is
 * {@code <security version>/<image GUID>}. The digest proves both, because it covers the metadata. For other images,
 * the component ID is derived from signer and type, and the image ID from the digest. Therefore images of the same
 * signer and type are versions of one component.
 *
 * @param type measurement type; empty for none
 * @param value digest of the image
 * @param version version of the image; empty for none
 * @param signer SHA-256 of the public key that verifies the image
 */
public record PsaSoftwareComponent(String type, Digest value, String version, Digest signer) {
    private static final String GUID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    /** Type and version of an image with Holdfast's metadata. */
    private static final Pattern OUR_TYPE = Pattern.compile("([A-Za-z0-9]{1,40})/" + GUID);

    private static final Pattern OUR_VERSION = Pattern.compile("([0-9]{1,10})/" + GUID);
    /** Measurement types in Trusted Firmware-M, the reference implementation, and in the examples of the RFC. */
    private static final Map<String, ImageType> WELL_KNOWN = Map.of(
            "BL", ImageType.ONE_BL,
            "PRoT", ImageType.PLUTON_RUNTIME,
            "ARoT", ImageType.SECURITY_MONITOR,
            "App", ImageType.APPLICATIONS);

    static PsaSoftwareComponent of(Measurement measurement, Digest signer) {
        return new PsaSoftwareComponent(
                measurement.type().apiName() + "/" + measurement.component().text(),
                measurement.digest(),
                measurement.securityVersion() + "/" + measurement.image().text(),
                signer);
    }

    /**
     * Returns the measurement. The security version is 0 for an image without Holdfast's metadata.
     *
     * @throws IllegalArgumentException if the security version is out of range
     */
    Measurement measurement() {
        Matcher ourType = OUR_TYPE.matcher(type);
        Matcher ourVersion = OUR_VERSION.matcher(version);
        if (ourType.matches() && ourVersion.matches()) {
            return new Measurement(
                    ImageType.ofApiName(ourType.group(1)).orElse(ImageType.OTHER),
                    ComponentId.parse(ourType.group(2)),
                    ImageId.parse(ourVersion.group(2)),
                    value,
                    Long.parseLong(ourVersion.group(1)));
        }
        return new Measurement(
                WELL_KNOWN.getOrDefault(type, ImageType.OTHER),
                new ComponentId(deriveUuid(signer.bytes(), type.getBytes(StandardCharsets.UTF_8))),
                new ImageId(deriveUuid(value.bytes())),
                value,
                0);
    }

    /** Derives a UUID, version 8 (RFC 9562 §5.8), from the SHA-256 of the parts. */
    private static UUID deriveUuid(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        ByteBuffer digest = ByteBuffer.wrap(Digest.sha256(all.toByteArray()).bytes());
        return new UUID(
                (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L,
                (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
