package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a manufacturer's public key and builds the command that makes an installation trust it. */
class ManufacturerKeyTest {
    @Test
    void the_fingerprint_is_the_sha_256_of_the_der() throws GeneralSecurityException {
        PublicKey key = publicKey("EC", "secp256r1");

        ManufacturerKey read =
                ManufacturerKey.parse("\n" + pem("PUBLIC KEY", key.getEncoded()).replace("\n", "\r\n") + "\n");

        assertThat(read.fingerprint()).isEqualTo(Digest.sha256(key.getEncoded()));
    }

    @Test
    void the_command_writes_the_key_to_the_manufacturers_file() throws GeneralSecurityException {
        String pem = pem("PUBLIC KEY", publicKey("EC", "secp256r1").getEncoded());

        ManufacturerKey key = ManufacturerKey.parse(pem);

        assertThat(key.command("acme", ManufacturerKey.KeyUse.ENDORSEMENTS))
                .isEqualTo("cat > .holdfast/manufacturers/acme.pem <<'END'\n" + pem + "\nEND");
        assertThat(key.command("acme", ManufacturerKey.KeyUse.OPERATING_SYSTEM))
                .startsWith("cat > .holdfast/manufacturers/acme-os.pem");
    }

    @Test
    void keys_other_than_p_256_are_refused() throws GeneralSecurityException {
        for (PublicKey other : new PublicKey[] {publicKey("EC", "secp384r1"), publicKey("Ed25519", "")}) {
            assertThatThrownBy(() -> ManufacturerKey.parse(pem("PUBLIC KEY", other.getEncoded())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("P-256");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n????\n-----END PUBLIC KEY-----"
            })
    void text_without_a_key_is_refused(String text) {
        assertThatThrownBy(() -> ManufacturerKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_private_key_is_refused_with_a_warning() {
        assertThatThrownBy(() -> ManufacturerKey.parse(pem("PRIVATE KEY", new byte[64])))
                .hasMessageContaining("must never leave the manufacturer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../acme", "acme silicon", "acme-os", "-acme", "a'b"})
    void invalid_manufacturer_names_are_refused(String name) {
        assertThat(ManufacturerKey.isName(name)).isFalse();
        assertThat(ManufacturerKey.isName("acme-silicon_2")).isTrue();
    }

    private static PublicKey publicKey(String algorithm, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair().getPublic();
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----";
    }
}
