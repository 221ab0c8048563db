package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.FormatException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a signature is valid in one format only, even if one key signs several formats. */
class DomainSeparationTest {
    private static final TestKey KEY = new TestKey();

    @Test
    void an_image_with_the_signed_bytes_of_a_manifest_set_is_refused() throws FormatException {
        ImageLikeManifestSet image = ImageLikeManifestSet.of(KEY.publicKey());
        byte[] signed = image.message();
        ImageMetadata metadata =
                ImageMetadata.decode(FlashReader.of(signed, image.bodyLength(), signed.length - Integer.BYTES));
        byte[] signature = KEY.sign(signed).bytes();
        byte[] whole = Arrays.copyOf(signed, signed.length + signature.length);
        System.arraycopy(signature, 0, whole, signed.length, signature.length);

        // Precondition: with a signature, these bytes are a valid manifest set.
        assertThat(ManifestSetFormat.verify(image.set(signature), KEY.publicKey())
                        .version())
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> ImagePackage.sign(image.body(), metadata, KEY.publicKey(), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sig_structure");
        assertRefused(() -> ImagePackage.parse(whole), Reason.MAGIC);
        assertRefused(() -> ImagePackage.verify(whole, KEY.publicKey()), Reason.MAGIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0084jSignature1", "\u0085iSignature"})
    void an_image_that_begins_as_a_signed_structure_is_refused(String start) throws FormatException {
        ImageLikeManifestSet image = ImageLikeManifestSet.of(KEY.publicKey());
        ImageMetadata metadata = ImageMetadata.decode(
                FlashReader.of(image.message(), image.bodyLength(), image.message().length - Integer.BYTES));

        assertThatThrownBy(() -> ImagePackage.sign(
                        (start + "…").getBytes(StandardCharsets.ISO_8859_1), metadata, KEY.publicKey(), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sig_structure");
    }

    @Test
    void a_manifest_set_is_no_message_with_one_signature_and_vice_versa() {
        byte[] claims = FormatFuzzTest.manifestSets().findFirst().orElseThrow();
        byte[] one =
                CoseSign1.sign(SignatureContext.MANIFEST_SET, KEY.publicKey().bytes(), claims, KEY);
        byte[] several = CoseSign.sign(
                SignatureContext.MANIFEST_SET, claims, List.of(new ManifestSetFormat.Signer(KEY.publicKey(), KEY)));

        assertThatThrownBy(() -> ManifestSetFormat.verify(one, KEY.publicKey())).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> CoseSign1.decode(several)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @EnumSource(SignatureContext.class)
    void a_signature_of_another_format_is_refused(SignatureContext context) throws FormatException {
        byte[] message = CoseSign1.sign(context, KEY.publicKey().bytes(), new byte[] {1}, KEY);

        for (SignatureContext other : SignatureContext.values()) {
            assertThat(CoseSign1.decode(message).isSignedBy(KEY.publicKey(), other))
                    .as(other.name())
                    .isEqualTo(other == context);
        }
        assertThat(CoseSign1.decode(message).isSignedBy(KEY.publicKey())).isFalse();
    }

    private static void assertRefused(ThrowingCallable read, Reason reason) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        FormatException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
