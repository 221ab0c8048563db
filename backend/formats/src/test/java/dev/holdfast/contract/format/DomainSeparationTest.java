package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
