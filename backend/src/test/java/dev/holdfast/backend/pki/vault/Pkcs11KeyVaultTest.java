package dev.holdfast.backend.pki.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.pki.OpenSsl;
import dev.holdfast.backend.pki.certificate.TestAuthorities;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.backend.pki.issuing.IssueCertificates;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key vault in SoftHSM tokens (PKCS#11). All tests share the tokens, because the module reads its settings once per process. */
class Pkcs11KeyVaultTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    @TempDir
    static Path folder;

    @TempDir
    Path scratch;

    @BeforeAll
    static void makeTokens() throws IOException, InterruptedException {
        SoftHsm.makeTokens(folder, "another", "holdfast");
    }

    @Test
    void keys_are_made_in_the_token_and_survive_a_restart() {
        KeyVault first = open();
        UUID authority = UUID.randomUUID();
        ECPublicKey key = first.createKey(authority).publicKey();

        KeyVault second = open();

        assertThat(second.root().pem()).isEqualTo(first.root().pem());
        assertThat(second.policyAuthority().key().algorithm()).isEqualTo(SigningAlgorithm.ECDSA_P384);
        assertThat(second.capabilityKey().publicKey())
                .isEqualTo(first.capabilityKey().publicKey());
        assertThat(second.capabilityKey()
                        .publicKey()
                        .verifies(MESSAGE, second.capabilityKey().sign(MESSAGE)))
                .isTrue();
        assertThat(second.challengeSecret().mac(MESSAGE))
                .isEqualTo(first.challengeSecret().mac(MESSAGE))
                .hasSize(32);
        assertThat(second.key(authority).orElseThrow().publicKey()).isEqualTo(key);
        assertThat(second.key(KeyVault.FIRST_SET_KEY)).isPresent();
        assertThat(second.createKey(authority).publicKey()).isEqualTo(key);
        assertThat(second.key(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_running_backend_finds_keys_made_by_another() {
        KeyVault one = open();
        KeyVault other = open();
        UUID authority = UUID.randomUUID();
        ECPublicKey made = one.createKey(authority).publicKey();

        assertThat(other.key(authority).orElseThrow().publicKey()).isEqualTo(made);

        other.removeKey(authority);
        assertThat(open().key(authority)).isEmpty();
    }

    @Test
    void openssl_accepts_signatures_of_the_token() throws GeneralSecurityException {
        KeyVault vault = open();
        P256PublicKey key = P256PublicKey.of(
                (ECPublicKey) TestKeys.generate(SigningAlgorithm.ECDSA_P256).getPublic());
        IssuedCertificate leaf = new IssueCertificates(InstantSource.system())
                .issue(
                        TestAuthorities.create(vault, UUID.randomUUID(), 1),
                        new DeviceId(key),
                        key,
                        CertificateUse.CUSTOMER);

        assertThat(new OpenSsl(scratch).verify(vault.root().pem(), leaf.chain()))
                .endsWith("leaf.pem: OK\n");
    }

    @Test
    void no_private_key_can_be_read_from_the_token() throws IOException, InterruptedException {
        open();

        assertThat(SoftHsm.privateKeys(folder, MODULE, "holdfast"))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(key -> assertThat(key).contains("always sensitive", "never extractable"));
    }

    @Test
    void a_wrong_label_is_reported_with_the_available_labels() {
        assertThatThrownBy(() -> open(MODULE, "nothing"))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("HOLDFAST_KEYS_PKCS11_TOKEN")
                .hasMessageContaining("another");
    }

    @Test
    void an_invalid_module_file_is_reported_by_name() throws IOException {
        Path nonsense = Files.writeString(scratch.resolve("module.so"), "nonsense");

        assertThatThrownBy(() -> open(nonsense, "holdfast"))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("module.so");
    }

    /** Opens the token, as a backend does when it starts. */
    private static KeyVault open() {
        return open(MODULE, "holdfast");
    }

    private static KeyVault open(Path module, String token) {
        return StoredKeyVault.open(Pkcs11Token.open(module, token, SoftHsm.PIN, folder), InstantSource.system());
    }
}
