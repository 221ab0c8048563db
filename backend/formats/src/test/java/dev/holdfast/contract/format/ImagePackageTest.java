package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.MetadataSection.Compression;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Opaque;
import dev.holdfast.contract.format.MetadataSection.Provides;
import dev.holdfast.contract.format.MetadataSection.RequiredOffset;
import dev.holdfast.contract.format.MetadataSection.Temporary;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests image packages. Offsets in the vector: the metadata begins after the body, and its first section after 8 more bytes. A section has a
 * head of 4 bytes. With their heads, the first sections have these lengths: ID 40, SG 28, DB 44, TP 8.
 */
class ImagePackageTest {
    private static final byte[] APPLICATION = Vectors.read("application");
    /** Length of the body, and so the offset of the metadata. */
    private static final int BODY = 26;

    @Test
    void every_documented_section_is_read() throws FormatException {
        ImagePackage image = ImagePackage.verify(APPLICATION, Vectors.key());
        ImageMetadata metadata = image.metadata();

        assertThat(new String(image.body(), StandardCharsets.UTF_8)).isEqualTo("the body of an application");
        assertThat(metadata.type()).isEqualTo(ImageType.APPLICATIONS);
        assertThat(metadata.component()).isEqualTo(ComponentId.parse("01020304-0506-0708-090a-0b0c0d0e0f10"));
        assertThat(metadata.image()).isEqualTo(ImageId.parse("a1a2a3a4-b1b2-c1c2-d1d2-e1e2e3e4e5e6"));
        assertThat(metadata.keyThumbprint()).isEqualTo(ImagePackage.thumbprint(Vectors.key()));
        assertThat(metadata.builtAt()).isEqualTo(Instant.ofEpochSecond(1764000000));
        assertThat(metadata.name()).isEqualTo("toaster");
        assertThat(metadata.securityVersion()).isEqualTo(0xFFFF_FFFEL);
        assertThat(metadata.section(Temporary.class))
                .contains(new Temporary(Temporary.REMOVE_AT_BOOT | Temporary.UNDER_DEVELOPMENT));
        assertThat(metadata.section(Depends.class))
                .contains(new Depends(List.of(AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, 5))));
        assertThat(metadata.section(Provides.class))
                .contains(new Provides(List.of(
                        AbiVersion.of(AbiVersion.Interface.SECURE_WORLD_RUNTIME, 2),
                        AbiVersion.of(AbiVersion.Interface.OS_RUNTIME, 9))));
        assertThat(metadata.section(Compression.class)).contains(new Compression(100_000, Compression.LZMA));
        assertThat(metadata.section(RequiredOffset.class)).contains(new RequiredOffset(0x10000));
        assertThat(metadata.sections().stream().filter(Opaque.class::isInstance).map(MetadataSection::id))
                .as("LG, AD, AP, ZZ")
                .containsExactly(0x474C, 0x4441, 0x5041, 0x5A5A);
    }

    @Test
    void a_decoded_package_encodes_to_the_same_bytes() {
        assertThat(Vectors.packages()).allSatisfy(bytes -> {
            ImagePackage image = ImagePackage.verify(bytes, Vectors.key());
            TestKey key = new TestKey();
            byte[] again = ImagePackage.sign(
                            image.body(), image.metadata(), Vectors.key(), message -> key.sign(message))
                    .bytes();

            assertThat(Arrays.copyOf(again, again.length - 64)).isEqualTo(Arrays.copyOf(bytes, bytes.length - 64));
        });
    }

    @Test
    void every_truncation_is_refused_with_its_reason() {
        assertRefused(
                Malformed.truncations(APPLICATION),
                ImagePackage::parse,
                Reason.TRUNCATED,
                Reason.SIZE,
                Reason.LENGTH,
                Reason.MAGIC);
    }

    @Test
    void a_wrong_metadata_length_is_refused() {
        int field = APPLICATION.length - 64 - 4;

        assertRefused(
                Malformed.withOtherNumbers(APPLICATION, field, 4),
                ImagePackage::parse,
                Reason.LENGTH,
                Reason.MAGIC,
                Reason.TRUNCATED);
    }

    @Test
    void a_wrong_section_count_is_refused() {
        assertRefused(
                Malformed.withOtherNumbers(APPLICATION, BODY + 4, 4),
                ImagePackage::parse,
                Reason.COUNT,
                Reason.TRAILING,
                Reason.MISSING,
                Reason.TRUNCATED);
    }

    @Test
    void a_wrong_section_length_is_refused() throws FormatException {
        int at = BODY + 8;
        for (MetadataSection section :
                ImagePackage.parse(APPLICATION).metadata().sections()) {
            assertRefused(
                    Malformed.withOtherNumbers(APPLICATION, at + 2, 2),
                    ImagePackage::parse,
                    Reason.LENGTH,
                    Reason.TRUNCATED,
                    Reason.TRAILING,
                    Reason.DUPLICATE,
                    Reason.RANGE,
                    Reason.COUNT);
            at += 4 + section.length();
        }
    }

    @Test
    void an_interface_count_beyond_its_section_is_refused() throws FormatException {
        int depends = BODY + 8 + 40 + 28 + 44 + 8;
        assertThat(APPLICATION[depends]).isEqualTo((byte) 'N');

        assertRefused(
                Malformed.withOtherNumbers(APPLICATION, depends + 4, 4),
                ImagePackage::parse,
                Reason.COUNT,
                Reason.LENGTH);
    }

    @Test
    void duplicate_sections_and_unknown_types_are_refused() {
        assertRefused(Malformed.with(APPLICATION, BODY + 8 + 40, 2, 0x4449), ImagePackage::parse, Reason.DUPLICATE);
        assertRefused(Malformed.with(APPLICATION, BODY + 12, 2, 29), ImagePackage::parse, Reason.UNKNOWN);
        assertRefused(Malformed.with(APPLICATION, BODY + 8 + 40 + 24, 4, 2), ImagePackage::parse, Reason.UNKNOWN);
        assertRefused(Malformed.with(APPLICATION, BODY + 8 + 68 + 4, 8, -1), ImagePackage::parse, Reason.RANGE);
        assertRefused(Malformed.with(APPLICATION, BODY + 8 + 68, 2, 0x5A59), ImagePackage::parse, Reason.MISSING);
    }

    @Test
    void a_format_error_states_its_offset() {
        assertThatThrownBy(() -> ImagePackage.parse(Malformed.with(APPLICATION, BODY + 12, 2, 29)))
                .hasMessage("offset 38: unknown image type 29")
                .satisfies(e -> assertThat(((FormatException) e).offset()).hasValue(38));
    }

    @Test
    void a_flipped_bit_fails_the_signature_check_before_parsing() {
        for (int bit = 0; bit < APPLICATION.length * 8; bit += 31) {
            byte[] flipped = APPLICATION.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped, bytes -> ImagePackage.verify(bytes, Vectors.key()), Reason.SIGNATURE);
        }
    }

    @Test
    void names_of_32_bytes_and_names_that_are_not_utf8_are_preserved() throws FormatException {
        byte[] full = APPLICATION.clone();
        int name = BODY + 8 + 40 + 28 + 4 + 8;
        Arrays.fill(full, name, name + 32, (byte) 'n');
        full[name + 31] = (byte) 0xFF;

        ImageMetadata metadata = ImagePackage.parse(full).metadata();

        assertThat(metadata.name()).isEqualTo("n".repeat(31) + "\uFFFD");
        assertThat(metadata.encode()).isEqualTo(Arrays.copyOfRange(full, BODY, full.length - 68));
    }

    @Test
    void invalid_metadata_cannot_be_created() {
        List<MetadataSection> sections =
                Vectors.packages().map(ImagePackageTest::sections).findFirst().orElseThrow();

        assertThatThrownBy(() -> new ImageMetadata(sections.subList(1, 4))).hasMessageContaining("lacks");
        assertThatThrownBy(() -> new Opaque(0x4449, Blob.of(new byte[0]))).hasMessageContaining("section ID");
        assertThatThrownBy(() -> new Opaque(1, Blob.of(new byte[0x1_0000]))).hasMessageContaining("u16");
        assertThatThrownBy(() -> MetadataSection.Debug.of(Instant.EPOCH, "n".repeat(32)))
                .hasMessageContaining("31 bytes");
    }

    private static List<MetadataSection> sections(byte[] bytes) {
        try {
            return ImagePackage.parse(bytes).metadata().sections();
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }
}
