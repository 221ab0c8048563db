package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Blob;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Tests image packages with arbitrary bodies and metadata. */
class ImagePackagePropertyTest {
    private static final TestKey KEY = new TestKey();

    @Property(tries = 150)
    void every_package_survives_encoding_and_decoding(
            @ForAll @Size(max = 300) byte[] body, @ForAll("metadata") ImageMetadata metadata) throws FormatException {
        ImagePackage written = ImagePackage.sign(body, metadata, KEY.publicKey(), KEY);

        ImagePackage read = ImagePackage.verify(written.bytes(), KEY.publicKey());

        assertThat(read.body()).isEqualTo(body);
        assertThat(read.metadata()).isEqualTo(metadata.withThumbprint(ImagePackage.thumbprint(KEY.publicKey())));
        assertThat(read.measuredDigest()).isEqualTo(written.measuredDigest());
    }

    @Property(tries = 500)
    void mangled_metadata_is_refused_or_encodes_to_the_same_bytes(@ForAll("mangled") Blob mangled) {
        byte[] bytes = mangled.bytes();
        try {
            ImageMetadata metadata = ImageMetadata.decode(FlashReader.of(bytes));

            assertThat(metadata.encode()).isEqualTo(bytes);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    @Provide
    Arbitrary<ImageMetadata> metadata() {
        return FlashArbitraries.metadata();
    }

    /** Valid metadata with one byte changed. Almost all random bytes would fail at the magic number. */
    @Provide
    Arbitrary<Blob> mangled() {
        return FlashArbitraries.metadata()
                .map(ImageMetadata::encode)
                .flatMap(bytes -> Arbitraries.integers()
                        .between(0, bytes.length - 1)
                        .flatMap(at -> Arbitraries.bytes().map(value -> {
                            byte[] changed = bytes.clone();
                            changed[at] = value;
                            return Blob.of(changed);
                        })));
    }
}
