package dev.holdfast.contract.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the order of the manifests of an update. */
class ManifestSequenceTest {
    private final ImageManifest base;
    private final ImageManifest customer;

    ManifestSequenceTest() throws FormatException {
        base = ImageManifest.verify(Vectors.read("manifest-base"), Vectors.key());
        customer = ImageManifest.verify(Vectors.read("manifest-grown"), Vectors.key());
    }

    @Test
    void the_base_manifest_comes_before_the_customer_manifest() {
        ManifestSequence sequence = new ManifestSequence(List.of(base, customer));

        assertThat(sequence.images()).hasSize(3).endsWith(customer.entries().getFirst());
        assertThatThrownBy(() -> new ManifestSequence(List.of(customer, base))).hasMessageContaining("order");
    }

    @Test
    void duplicate_and_recovery_manifests_are_refused() {
        ImageManifest recovery = as(ImageType.RECOVERY_MANIFEST, base);
        ImageManifest firmware = as(ImageType.FIRMWARE_UPDATE_MANIFEST, base);

        assertThatThrownBy(() -> new ManifestSequence(List.of(base, base))).hasMessageContaining("order");
        assertThatThrownBy(() -> new ManifestSequence(List.of(recovery))).hasMessageContaining("order");
        assertThatThrownBy(() -> new ManifestSequence(List.of())).hasMessageContaining("without a manifest");
        assertThatThrownBy(() -> new ManifestSequence(List.of(base, firmware))).hasMessageContaining("same image");
    }

    /** Returns a copy of a manifest with another type. */
    private static ImageManifest as(ImageType type, ImageManifest manifest) {
        return new ImageManifest(
                type, manifest.securityVersion(), manifest.builtAt(), manifest.headerExtension(), manifest.entries());
    }
}
