package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.MetadataSection.Temporary;
import dev.holdfast.contract.id.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image packages in files, compared with {@link ImagePackage}. */
class ImageFileTest {
    private static final byte[] APPLICATION = Vectors.read("application");

    private final TestKey key = new TestKey();

    @TempDir
    private Path folder;

    @Test
    void a_file_is_the_same_package_as_its_bytes() throws Exception {
        for (byte[] bytes : Vectors.packages().toList()) {
            ImagePackage expected = ImagePackage.parse(bytes);
            ImageFile image = ImageFile.parse(file(bytes));

            assertThat(image.metadata()).isEqualTo(expected.metadata());
            assertThat(image.length()).isEqualTo(bytes.length);
            assertThat(image.measuredDigest()).isEqualTo(expected.measuredDigest());
            assertThat(image.contentDigest()).isEqualTo(Digest.sha256(bytes));
            assertThat(content(image)).isEqualTo(bytes);
            assertThat(image.isSignedBy(Vectors.key())).isTrue();
            assertThat(image.isSignedBy(key.publicKey())).isFalse();
        }
    }

    @Test
    void a_signed_file_is_a_valid_package_with_the_same_body() throws Exception {
        ImageFile built = ImageFile.parse(file(APPLICATION));
        ImageMetadata metadata = built.metadata().without(Temporary.class);

        ImageFile signed = built.sign(metadata, key.publicKey(), key);

        ImagePackage verified = ImagePackage.verify(content(signed), key.publicKey());
        assertThat(verified.body()).isEqualTo(ImagePackage.parse(APPLICATION).body());
        assertThat(verified.metadata().section(Temporary.class)).isEmpty();
        assertThat(signed.measuredDigest())
                .isEqualTo(verified.measuredDigest())
                .isEqualTo(built.measuredDigest(metadata, key.publicKey()));
        assertThat(content(built)).isEqualTo(APPLICATION);
    }

    @Test
    void malformed_files_are_refused_as_their_bytes_are() {
        List<byte[]> malformed = List.of(
                new byte[0],
                new byte[ImagePackage.MAX_LENGTH + 1],
                "\u0084jSignature1".repeat(10).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(malformed).allSatisfy(this::assertRefusedAlike);
        assertThat(Malformed.truncations(APPLICATION)).allSatisfy(this::assertRefusedAlike);
    }

    private void assertRefusedAlike(byte[] bytes) {
        FormatException expected = catchThrowableOfType(FormatException.class, () -> ImagePackage.parse(bytes));
        assertThatThrownBy(() -> ImageFile.parse(file(bytes)))
                .isInstanceOf(FormatException.class)
                .extracting(failure -> ((FormatException) failure).reason())
                .isEqualTo(expected.reason());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "image", ""), bytes);
    }

    private static byte[] content(ImageFile image) throws IOException {
        try (InputStream in = image.open()) {
            return in.readAllBytes();
        }
    }
}
