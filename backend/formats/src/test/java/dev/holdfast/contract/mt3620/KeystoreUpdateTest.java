package dev.holdfast.contract.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageKind;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.format.TestKey;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.KeystoreUpdate.Accepted;
import dev.holdfast.contract.mt3620.KeystoreUpdate.Refusal;
import dev.holdfast.contract.mt3620.KeystoreUpdate.Refused;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the decision whether a device may install a keystore. */
class KeystoreUpdateTest {
    private static final TestKey KEY = new TestKey();

    /** Keystore with the security version 4, and the manifest of the same version that lists it. */
    private ImagePackage keystore;

    private ImageManifest manifest;

    KeystoreUpdateTest() throws FormatException {
        keystore = ImagePackage.verify(Vectors.read("keystore"), Vectors.key());
        manifest = ImageManifest.verify(Vectors.read("manifest-base"), Vectors.key());
    }

    @BeforeEach
    void require_that_the_unchanged_update_is_accepted() {
        assertThat(KeystoreUpdate.decide(keystore, manifest, 4)).isInstanceOf(Accepted.class);
    }

    @Test
    void a_listed_keystore_of_a_sufficient_version_is_accepted() throws FormatException {
        assertThat(KeystoreUpdate.decide(keystore, manifest, 4))
                .isEqualTo(new Accepted(TrustedKeystore.decode(keystore.body()), 4));
    }

    @Test
    void a_keystore_that_its_manifest_does_not_list_is_refused() {
        ImageManifest without = listing(manifest.entries().subList(1, 2));

        assertRefused(keystore, without, 4, Refusal.NOT_LISTED);
    }

    @Test
    void an_older_keystore_or_an_older_manifest_is_refused() {
        ImagePackage older = signed(keystore.body(), keystore.metadata().with(new MetadataSection.Revocation(3)));
        ImageManifest olderManifest = new ImageManifest(
                manifest.type(), 3, manifest.builtAt(), manifest.headerExtension(), manifest.entries());

        assertRefused(keystore, manifest, 5, Refusal.ROLLED_BACK);
        assertRefused(older, manifest, 4, Refusal.ROLLED_BACK);
        assertRefused(keystore, olderManifest, 4, Refusal.ROLLED_BACK);
    }

    @Test
    void a_keystore_needs_a_base_system_manifest() {
        ImageManifest firmware = new ImageManifest(
                ImageType.FIRMWARE_UPDATE_MANIFEST,
                4,
                manifest.builtAt(),
                manifest.headerExtension(),
                manifest.entries());

        assertRefused(keystore, firmware, 4, Refusal.NOT_A_BASE_MANIFEST);
    }

    @Test
    void a_keystore_that_differs_from_its_entry_is_refused() {
        ManifestEntry listed = manifest.entries().getFirst();

        for (ManifestEntry other : List.of(
                entry(listed, new ComponentId(new UUID(1, 2)), listed.type(), listed.fileLength()),
                entry(listed, listed.component(), ImageType.UPDATE_CERT_STORE, listed.fileLength()),
                entry(listed, listed.component(), listed.type(), listed.fileLength() + 1))) {
            assertRefused(keystore, listing(List.of(other)), 4, Refusal.MISMATCHED_ENTRY);
        }
    }

    @Test
    void a_package_without_a_usable_keystore_is_refused() {
        ImageMetadata metadata = keystore.metadata();
        byte[] none = new TrustedKeystore(0, List.of(), List.of()).encode();
        ImagePackage empty = signed(none, metadata);
        ImagePackage garbage = signed(new byte[] {1}, metadata);

        assertRefused(empty, listing(empty), 4, Refusal.NO_KEYS);
        assertRefused(garbage, listing(garbage), 4, Refusal.MALFORMED);
        assertRefused(application(), manifest, 4, Refusal.NOT_A_KEYSTORE);
    }

    private static void assertRefused(ImagePackage image, ImageManifest manifest, long counter, Refusal reason) {
        assertThat(KeystoreUpdate.decide(image, manifest, counter)).isEqualTo(new Refused(reason));
    }

    /** Returns the manifest with one entry, which describes a package. */
    private ImageManifest listing(ImagePackage image) {
        ManifestEntry listed = manifest.entries().getFirst();
        return listing(List.of(entry(listed, listed.component(), listed.type(), image.length())));
    }

    private ImageManifest listing(List<ManifestEntry> entries) {
        return new ImageManifest(
                manifest.type(), manifest.securityVersion(), manifest.builtAt(), manifest.headerExtension(), entries);
    }

    private static ManifestEntry entry(ManifestEntry like, ComponentId component, ImageKind type, long length) {
        return new ManifestEntry(
                like.image(),
                component,
                type,
                like.partition(),
                length,
                length,
                like.provides(),
                like.dependsOn(),
                like.extension());
    }

    /** Returns a package with the keystore's body, but the type of an application. */
    private ImagePackage application() {
        ImageMetadata metadata = keystore.metadata()
                .with(new MetadataSection.Identity(
                        ImageType.APPLICATIONS, 0, keystore.metadata().component(), new ImageId(new UUID(5, 6))));
        return signed(keystore.body(), metadata);
    }

    private static ImagePackage signed(byte[] body, ImageMetadata metadata) {
        return ImagePackage.sign(body, metadata, KEY.publicKey(), KEY);
    }
}
