package dev.holdfast.contract.mt3620;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.FlashArbitraries;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageKind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.UnknownImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Tests image manifests. Offsets: a header of 16 bytes, then entries of 76 bytes or more. */
class ImageManifestTest {
    /** Two entries of 76 bytes after a header of 16 bytes. */
    private static final byte[] BASE = Vectors.read("manifest-base");
    /** One entry; header and entry have additional fields, as in a later version. */
    private static final byte[] GROWN = Vectors.read("manifest-grown");

    @Test
    void unknown_image_types_and_partitions_are_accepted() throws FormatException {
        ImageManifest manifest = ImageManifest.verify(BASE, Vectors.key());

        assertThat(manifest.type()).isEqualTo(ImageType.BASE_SYSTEM_UPDATE_MANIFEST);
        assertThat(manifest.securityVersion()).isEqualTo(4);
        assertThat(manifest.builtAt()).isEqualTo(Instant.ofEpochSecond(1764000000));
        ManifestEntry keystore = manifest.entries().getFirst();
        assertThat(keystore.image()).isEqualTo(ImageId.parse("22222222-2222-2222-2222-222222222222"));
        assertThat(keystore.component()).isEqualTo(ComponentId.parse("11111111-1111-1111-1111-111111111111"));
        assertThat(keystore.type()).isEqualTo(ImageType.TRUSTED_KEYSTORE);
        assertThat(keystore.knownPartition()).contains(PartitionType.FIRMWARE);
        assertThat(keystore.fileLength()).isEqualTo(Vectors.read("keystore").length);
        assertThat(keystore.dependsOn())
                .containsExactly(AbiVersion.of(AbiVersion.Interface.SECURE_WORLD_RUNTIME, 1), AbiVersion.NONE);
        ManifestEntry future = manifest.entries().get(1);
        assertThat(future.type()).isEqualTo(new UnknownImageType(999));
        assertThat(future.knownPartition()).isEmpty();
        assertThat(future.uncompressedLength()).isEqualTo(0xFFFF_FFFFL);
        assertThat(future.provides().get(1).known()).isEmpty();
    }

    @Test
    void longer_headers_and_entries_are_preserved() throws FormatException {
        ImageManifest manifest = ImageManifest.verify(GROWN, Vectors.key());

        assertThat(manifest.entries()).hasSize(1);
        assertThat(manifest.entries().getFirst().fileLength()).isEqualTo(4096);
        assertThat(manifest.headerExtension().length()).isEqualTo(5);
        assertThat(manifest.encode()).isEqualTo(body(GROWN));
        assertThat(ImageManifest.verify(BASE, Vectors.key()).encode()).isEqualTo(body(BASE));
    }

    @Test
    void every_truncation_is_refused_with_its_reason() throws FormatException {
        assertRefused(Malformed.truncations(body(BASE)), this::decode, Reason.TRUNCATED, Reason.LENGTH);
        assertRefused(
                Malformed.truncations(BASE),
                bytes -> ImageManifest.verify(bytes, Vectors.key()),
                Reason.SIZE,
                Reason.SIGNATURE);
    }

    @Test
    void a_wrong_version_count_or_size_is_refused() throws FormatException {
        byte[] body = body(GROWN);

        assertRefused(Malformed.withOtherNumbers(body, 0, 2), this::decode, Reason.VERSION);
        assertRefused(Malformed.withOtherNumbers(body, 2, 2), this::decode, Reason.LENGTH);
        assertRefused(Malformed.withOtherNumbers(body, 4, 2), this::decode, Reason.LENGTH, Reason.TRUNCATED);
        assertRefused(Malformed.withOtherNumbers(body, 6, 2), this::decode, Reason.LENGTH);
        assertRefused(Malformed.with(body, 8, 8, -1), this::decode, Reason.RANGE);
    }

    @Test
    void counts_whose_product_overflows_an_int_are_refused() throws FormatException {
        byte[] body = Malformed.with(Malformed.with(body(BASE), 2, 2, 0xFFFF), 6, 2, 0xFFFF);

        assertRefused(body, this::decode, Reason.LENGTH);
    }

    @Test
    void empty_images_and_duplicate_components_are_refused() throws FormatException {
        byte[] body = body(BASE);
        byte[] twice = body.clone();
        System.arraycopy(body, 16, twice, 16 + 76, 36);

        assertRefused(Malformed.with(body, 16 + 36, 4, 0), this::decode, Reason.RANGE);
        assertRefused(twice, this::decode, Reason.DUPLICATE);
    }

    @Test
    void other_packages_and_oversized_manifests_are_refused() {
        assertRefused(Vectors.read("application"), bytes -> ImageManifest.verify(bytes, Vectors.key()), Reason.PURPOSE);
        assertRefused(
                new byte[ImageManifest.MAX_LENGTH + 1],
                bytes -> ImageManifest.verify(bytes, Vectors.key()),
                Reason.SIZE);
    }

    @Test
    void a_manifest_with_entries_of_different_sizes_is_refused() throws FormatException {
        ManifestEntry longer =
                ImageManifest.verify(GROWN, Vectors.key()).entries().getFirst();
        ManifestEntry plain =
                ImageManifest.verify(BASE, Vectors.key()).entries().getFirst();

        assertThatThrownBy(() -> new ImageManifest(
                        ImageType.FIRMWARE_UPDATE_MANIFEST,
                        0,
                        Instant.EPOCH,
                        Blob.of(new byte[0]),
                        List.of(longer, plain)))
                .hasMessageContaining("differ in size");
    }

    @Property(tries = 100)
    void every_manifest_survives_encoding_and_decoding(@ForAll("manifests") ImageManifest manifest)
            throws FormatException {
        assertThat(ImageManifest.decode(manifest.type(), manifest.securityVersion(), manifest.encode()))
                .isEqualTo(manifest);
    }

    @Provide
    Arbitrary<ImageManifest> manifests() {
        return Combinators.combine(
                        Arbitraries.of(ImageManifest.TYPES),
                        FlashArbitraries.u32(),
                        FlashArbitraries.times(),
                        FlashArbitraries.blobs(0, 20),
                        Arbitraries.integers().between(0, 12).flatMap(ImageManifestTest::entries))
                .as(ImageManifest::new);
    }

    /** Returns entries with {@code extension} additional bytes each. */
    private static Arbitrary<List<ManifestEntry>> entries(int extension) {
        Arbitrary<List<AbiVersion>> two = FlashArbitraries.versions().list().ofSize(2);
        return Combinators.combine(
                        FlashArbitraries.guids(),
                        FlashArbitraries.guids(),
                        FlashArbitraries.u16(),
                        FlashArbitraries.u16(),
                        FlashArbitraries.u32().filter(length -> length > 0),
                        two,
                        two,
                        FlashArbitraries.blobs(extension, extension))
                .as((image, component, type, partition, length, provides, depends, more) -> new ManifestEntry(
                        new ImageId(image),
                        new ComponentId(component),
                        ImageKind.ofNumber(type),
                        partition,
                        length,
                        length ^ 1,
                        provides,
                        depends,
                        more))
                .list()
                .uniqueElements(ManifestEntry::component)
                .ofMaxSize(5);
    }

    private ImageManifest decode(byte[] body) throws FormatException {
        return ImageManifest.decode(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, 0, body);
    }

    private static byte[] body(byte[] vector) throws FormatException {
        ImagePackage image = ImagePackage.parse(vector);
        return Arrays.copyOf(vector, image.bodyLength());
    }
}
