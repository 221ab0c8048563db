package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.TestInstallation.Signer;
import dev.holdfast.sim.mt3620.boot.TrustedKeystore;
import dev.holdfast.sim.mt3620.boot.UpdateCertificateStore;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Small images for any part: an operating system whose key changes with the keystore, and applications. */
final class TestRelease {
    static final TestInstallation INSTALLATION = new TestInstallation();
    static final Signer ROM = new Signer();
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

    ImagePackage keystore(long securityVersion) {
        TrustedKeystore keystore = new TrustedKeystore(
                systemKey.publicKey(), INSTALLATION.imageKey().publicKey(), Optional.of(DEVELOPER.publicKey()));
        return image(ImageType.TRUSTED_KEYSTORE, "keystore", keystore.encode(), securityVersion, ROM);
    }

    /** Returns everything that a factory burns. */
    List<ImagePackage> all() {
        List<ImagePackage> images = new ArrayList<>(List.of(keystore()));
        UpdateCertificateStore store =
                new UpdateCertificateStore(INSTALLATION.keys().resultKey(), "release " + version);
        images.add(image(ImageType.UPDATE_CERT_STORE, "certificates", store.encode(), version, ROM));
        for (ChipProfile.Component component : profile.components()) {
            Signer key = component.type() == ImageType.ONE_BL ? ROM : systemKey;
            images.add(image(component.type(), component.name(), body(component.name(), 40), version, key));
        }
        return images;
    }

    ImagePackage application(String name, int bytes, Signer key) {
        return image(ImageType.APPLICATIONS, name, body(name, bytes), 1, key);
    }

    ImagePackage application(String name) {
        return application(name, 40, INSTALLATION.imageKey());
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
        ImageMetadata metadata = new ImageMetadata(
                type,
                new ComponentId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                new ImageId(UUID.nameUUIDFromBytes((name + " " + version).getBytes(StandardCharsets.UTF_8))),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                Instant.EPOCH,
                name,
                securityVersion);
        return ImagePackage.sign(body, metadata, key.publicKey(), key);
    }
}
