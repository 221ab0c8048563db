package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Opaque;
import dev.holdfast.contract.format.MetadataSection.Provides;
import dev.holdfast.contract.format.MetadataSection.RequiredOffset;
import dev.holdfast.contract.format.MetadataSection.Temporary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Reads packages in the form that the Azure Sphere tools write. */
class PublicImageTest {
    /** Block size of the file system in bytes. */
    private static final int PAGE = 4096;
    /** Magic number of cramfs. */
    private static final int CRAMFS = 0x28CD3D45;

    @Test
    void the_file_system_of_an_sdk_build_is_its_body() throws FormatException {
        ImagePackage image = ImagePackage.verify(Vectors.read("application-sdk"), Vectors.key());

        assertThat(image.metadata().type()).isEqualTo(ImageType.APPLICATIONS);
        assertThat(image.metadata().name()).isEqualTo("blink");
        assertThat(image.metadata().securityVersion())
                .as("the SDK writes no RV")
                .isZero();
        assertThat(image.metadata().section(Temporary.class)).contains(new Temporary(Temporary.UNDER_DEVELOPMENT));
        assertThat(image.metadata().section(Depends.class))
                .contains(new Depends(List.of(AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, 3))));
        ByteBuffer body = ByteBuffer.wrap(image.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(body.getInt(0)).isEqualTo(CRAMFS);
        assertThat(body.getInt(4)).isEqualTo(image.bodyLength()).isEqualTo(3 * PAGE);
        assertThat(new String(image.body(), PAGE, PAGE, StandardCharsets.UTF_8))
                .contains("\"ComponentId\":\"" + image.metadata().component().text() + "\"");
    }

    @Test
    void signing_an_sdk_build_for_production_keeps_its_body() throws FormatException {
        ImagePackage build = ImagePackage.parse(Vectors.read("application-sdk"));
        TestKey production = new TestKey();

        ImagePackage released = ImagePackage.sign(
                build.body(), build.metadata().without(Temporary.class), production.publicKey(), production);

        ImagePackage read = ImagePackage.verify(released.bytes(), production.publicKey());
        assertThat(read.body()).isEqualTo(build.body());
        assertThat(read.metadata().image()).isEqualTo(build.metadata().image());
        assertThat(read.metadata().section(Temporary.class)).isEmpty();
    }

    @Test
    void sections_in_any_order_among_unknown_ones_are_accepted() throws FormatException {
        ImageMetadata metadata = ImagePackage.verify(Vectors.read("application-shuffled"), Vectors.key())
                .metadata();

        assertThat(metadata.name()).isEqualTo("shuffled");
        assertThat(metadata.securityVersion()).isEqualTo(9);
        assertThat(metadata.section(Provides.class)).contains(new Provides(List.of()));
        assertThat(metadata.section(RequiredOffset.class)).contains(new RequiredOffset(0xFFFF_FFFFL));
        assertThat(metadata.sections().stream().filter(Opaque.class::isInstance).count())
                .isEqualTo(2);
    }

    @Property(tries = 100)
    void the_order_of_sections_is_preserved(@ForAll("orders") List<MetadataSection> sections) throws FormatException {
        TestKey key = new TestKey();

        ImagePackage image = ImagePackage.sign(new byte[9], new ImageMetadata(sections), key.publicKey(), key);

        assertThat(ImagePackage.verify(image.bytes(), key.publicKey()).metadata().sections().stream()
                        .map(MetadataSection::id))
                .containsExactlyElementsOf(
                        sections.stream().map(MetadataSection::id).toList());
    }

    @Provide
    Arbitrary<List<MetadataSection>> orders() throws FormatException {
        List<MetadataSection> all =
                ImagePackage.parse(Vectors.read("application")).metadata().sections();
        assertThat(all).hasSizeGreaterThan(12);
        return Arbitraries.shuffle(all);
    }
}
