package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.contract.mt3620.ManifestEntry;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A release of the operating system for one part. The same version, profile and sizes give the same bytes. */
final class OsRelease {
    private static final String BASE_MANIFEST = "base-manifest";
    /** Scaled-down images have the size of the real image divided by this number, from 512 to 4096 bytes. */
    private static final int SCALE = 512;

    private static final int SMALLEST = 512;
    private static final int LARGEST = 4096;
    private static final MessageSigner NO_SIGNATURE = message -> SignatureBytes.of(new byte[SignatureBytes.LENGTH]);

    private final OsVersion version;
    private final ChipProfile profile;
    private final ImageSizes sizes;

    private OsRelease(OsVersion version, ChipProfile profile, ImageSizes sizes) {
        this.version = version;
        this.profile = profile;
        this.sizes = sizes;
    }

    /**
     * Returns a release without building it.
     *
     * @param version see {@link OsVersion#parse}
     * @throws IllegalArgumentException when the version is invalid
     */
    static OsRelease of(String version, ChipProfile profile, ImageSizes sizes) {
        return new OsRelease(OsVersion.parse(version), profile, sizes);
    }

    /** Returns another release for the same part, with the same sizes. */
    OsRelease sibling(String other) {
        return of(other, profile, sizes);
    }

    /**
     * Returns the measured digests of the release, by image ID.
     *
     * @param key key that signs the release; a measured digest depends on the key, but not on the signature
     */
    Map<ImageId, Digest> digests(P256PublicKey key) {
        return profile.components().stream()
                .map(component -> image(component, "", key, NO_SIGNATURE))
                .collect(Collectors.toUnmodifiableMap(image -> image.metadata().image(), ImagePackage::measuredDigest));
    }

    /** Builds the release, in order of boot. */
    List<ImagePackage> build(FactoryKey key) {
        return profile.components().stream()
                .map(component -> image(component, "", key))
                .toList();
    }

    /**
     * Builds the first component of a type with altered content, under the name of the released component.
     *
     * @throws IllegalArgumentException when the release has no component of this type
     */
    ImagePackage tampered(ImageType type, FactoryKey key) {
        return image(component(type), " with something of its own", key);
    }

    /**
     * Builds the first component of a type.
     *
     * @throws IllegalArgumentException when the release has no component of this type
     */
    ImagePackage component(ImageType type, FactoryKey key) {
        return image(component(type), "", key);
    }

    private ChipProfile.Component component(ImageType type) {
        return profile.components().stream()
                .filter(component -> component.type() == type)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("a release for " + profile.name() + " has no " + type.apiName()));
    }

    /** Builds the base manifest: the signed list that must contain a new keystore before devices accept the keystore. */
    ImagePackage baseManifest(List<ImagePackage> listed, FactoryKey key) {
        List<AbiVersion> none = List.of(AbiVersion.NONE, AbiVersion.NONE);
        List<ManifestEntry> entries = listed.stream()
                .map(image -> new ManifestEntry(
                        image.metadata().image(),
                        image.metadata().component(),
                        image.metadata().type(),
                        PartitionType.FIRMWARE.number(),
                        image.length(),
                        image.length(),
                        none,
                        none,
                        Blob.of(new byte[0])))
                .toList();
        String listing =
                listed.stream().map(image -> image.measuredDigest().hex()).collect(Collectors.joining(" "));
        return new ImageManifest(
                        ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
                        version.securityVersion(),
                        version.builtAt(),
                        Blob.of(new byte[0]),
                        entries)
                .sign(
                        metadata(
                                ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
                                BASE_MANIFEST,
                                guid("component " + BASE_MANIFEST),
                                guid("image " + BASE_MANIFEST + " " + version.text() + " " + listing)),
                        key.publicKey(),
                        key);
    }

    /** Returns the anti-rollback floors of a device that ran this release. */
    Map<ComponentId, Long> floors() {
        return profile.components().stream()
                .collect(Collectors.toUnmodifiableMap(
                        component -> new ComponentId(guid("component " + component.name())),
                        component -> version.securityVersion()));
    }

    /** Builds an image of the release that holds data, not code. */
    ImagePackage data(ImageType type, String name, byte[] body, FactoryKey key) {
        UUID image = guid("image " + name + " " + version.text() + " " + Digest.sha256(body));
        return ImagePackage.sign(body, metadata(type, name, guid("component " + name), image), key.publicKey(), key);
    }

    private ImagePackage image(ChipProfile.Component component, String alteration, FactoryKey key) {
        return image(component, alteration, key.publicKey(), key);
    }

    private ImagePackage image(
            ChipProfile.Component component, String alteration, P256PublicKey key, MessageSigner signer) {
        String label = label(component);
        ImageMetadata metadata = metadata(
                component.type(), component.name(), guid("component " + component.name()), guid("image " + label));
        int size = switch (sizes) {
            case SCALED_DOWN -> Math.clamp(component.size() / SCALE, SMALLEST, LARGEST);
            case FULL -> bodyOf(component.size(), metadata, key);
        };
        return ImagePackage.sign(body(label + alteration, size), metadata, key, signer);
    }

    /** Returns a label for the build, which depends on the sizes. */
    private String label(ChipProfile.Component component) {
        String label = component.name() + " " + version.text();
        return sizes == ImageSizes.FULL ? label + " in full" : label;
    }

    /** Returns the length of the body in an image of {@code length} bytes. */
    private static int bodyOf(int length, ImageMetadata metadata, P256PublicKey key) {
        int around = ImagePackage.sign(new byte[0], metadata, key, NO_SIGNATURE).length();
        return Math.max(0, length - around);
    }

    private ImageMetadata metadata(ImageType type, String name, UUID component, UUID image) {
        return new ImageMetadata(
                type,
                new ComponentId(component),
                new ImageId(image),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                version.builtAt(),
                name,
                version.securityVersion());
    }

    /** Returns the label as text, followed by a hash chain as a placeholder for code. */
    static byte[] body(String label, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + Digest.LENGTH);
        out.writeBytes((label + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] block = Digest.sha256(label.getBytes(StandardCharsets.UTF_8)).bytes();
        while (out.size() < size) {
            out.writeBytes(block);
            block = Digest.sha256(block).bytes();
        }
        return Arrays.copyOf(out.toByteArray(), size);
    }

    /** Returns a GUID that is derived from the name. */
    static UUID guid(String name) {
        return UUID.nameUUIDFromBytes(("dev.holdfast " + name).getBytes(StandardCharsets.UTF_8));
    }
}
