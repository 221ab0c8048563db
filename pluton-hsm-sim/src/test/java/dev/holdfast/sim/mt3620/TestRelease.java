package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.contract.mt3620.ManifestEntry;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.TestInstallation.Signer;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.boot.UpdateCertificateStore;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds a release with small images for any part (chip model), and applications. Each release signs its operating system with a new key,
 * which is in its keystore.
 */
final class TestRelease {
    static final TestInstallation INSTALLATION = new TestInstallation();
    /** Key in the fuses of test chips. */
    static final Signer ROM = new Signer();
    /** Development key in the keystore of every release. */
    static final Signer DEVELOPER = new Signer();

    private final ChipProfile profile;
    private final int version;
    private final Signer systemKey = new Signer();

    TestRelease(ChipProfile profile, int version) {
        this.profile = profile;
        this.version = version;
    }

    ImagePackage keystore() {
        return keystore(version);
    }

    /** Returns the keystore of the release with another security version. */
    ImagePackage keystore(long securityVersion) {
        TrustedKeys keystore = new TrustedKeys(
                systemKey.publicKey(),
                INSTALLATION.setKey().publicKey(),
                INSTALLATION.capabilityKey().publicKey(),
                Optional.of(DEVELOPER.publicKey()));
        return image(ImageType.TRUSTED_KEYSTORE, "keystore", keystore.encode(), securityVersion, ROM);
    }

    /**
     * Returns the signed base manifest, which lists the keystore and the certificate store. Devices refuse a new keystore without a base
     * manifest.
     */
    ImagePackage baseManifest(ImagePackage... listed) {
        List<ManifestEntry> entries = List.of(listed).stream()
                .map(image -> new ManifestEntry(
                        image.metadata().image(),
                        image.metadata().component(),
                        image.metadata().type(),
                        PartitionType.FIRMWARE.number(),
                        image.length(),
                        image.length(),
                        List.of(AbiVersion.NONE, AbiVersion.NONE),
                        List.of(AbiVersion.NONE, AbiVersion.NONE),
                        Blob.of(new byte[0])))
                .toList();
        ImageManifest manifest = new ImageManifest(
                ImageType.BASE_SYSTEM_UPDATE_MANIFEST, version, Instant.EPOCH, Blob.of(new byte[0]), entries);
        return manifest.sign(
                metadata(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, "base-manifest", version), ROM.publicKey(), ROM);
    }

    /** Returns all images of a complete update, without applications. */
    List<ImagePackage> update() {
        List<ImagePackage> images = new ArrayList<>(all());
        images.addFirst(baseManifest(images.get(0), images.get(1)));
        return images;
    }

    /** Returns all images that a factory writes to a new chip. */
    List<ImagePackage> all() {
        List<ImagePackage> images = new ArrayList<>(List.of(keystore()));
        UpdateCertificateStore store =
                new UpdateCertificateStore(INSTALLATION.keys().resultKey(), "release " + version);
        images.add(image(ImageType.UPDATE_CERT_STORE, "certificates", store.encode(), version, ROM));
        for (ChipProfile.Component component : profile.components()) {
            images.add(system(component.type(), component.name()));
        }
        return images;
    }

    /** Returns the images of {@link #update} with another image of the operating system instead of the one of its type. */
    List<ImagePackage> updateWith(ImagePackage other) {
        return update().stream()
                .map(image -> image.metadata().type() == other.metadata().type() ? other : image)
                .toList();
    }

    /** Returns an image of the operating system. */
    ImagePackage system(ImageType type, String name) {
        return system(type, name, 40);
    }

    /**
     * Returns an image of the operating system.
     *
     * @param bytes size of its body
     */
    ImagePackage system(ImageType type, String name, int bytes) {
        return image(type, name, body(name, bytes), version, type == ImageType.ONE_BL ? ROM : systemKey);
    }

    /**
     * Returns an application.
     *
     * @param bytes size of its body
     */
    ImagePackage application(String name, int bytes, Signer key) {
        return image(ImageType.APPLICATIONS, name, body(name, bytes), 1, key);
    }

    ImagePackage application(String name) {
        return application(name, 40, INSTALLATION.imageKey());
    }

    /** Returns an application or an image of the operating system with a metadata section. */
    ImagePackage with(ImagePackage image, MetadataSection section) {
        Signer key = image.metadata().type() == ImageType.APPLICATIONS ? INSTALLATION.imageKey() : systemKey;
        return ImagePackage.sign(image.body(), image.metadata().with(section), key.publicKey(), key);
    }

    private byte[] body(String name, int bytes) {
        byte[] text = (name + " " + version + " ").getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            body[i] = text[i % text.length];
        }
        return body;
    }

    private ImagePackage image(ImageType type, String name, byte[] body, long securityVersion, Signer key) {
        return ImagePackage.sign(body, metadata(type, name, securityVersion), key.publicKey(), key);
    }

    private ImageMetadata metadata(ImageType type, String name, long securityVersion) {
        return new ImageMetadata(
                type,
                new ComponentId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                new ImageId(UUID.nameUUIDFromBytes((name + " " + version).getBytes(StandardCharsets.UTF_8))),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                Instant.EPOCH,
                name,
                securityVersion);
    }
}
