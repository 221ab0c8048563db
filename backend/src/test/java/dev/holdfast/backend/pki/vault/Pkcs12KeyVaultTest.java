package dev.holdfast.backend.pki.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key vault in a PKCS#12 file. Several vaults in a test stand for several backends, or for one that restarts. */
class Pkcs12KeyVaultTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void keys_survive_a_restart() {
        UUID authority = UUID.randomUUID();
        KeyVault first = open();
        ECPublicKey key = first.createKey(authority).publicKey();

        KeyVault second = open();

        assertThat(second.root().pem()).isEqualTo(first.root().pem());
        assertThat(second.capabilityKey().publicKey())
                .isEqualTo(first.capabilityKey().publicKey());
        assertThat(second.resultKey().publicKey()).isEqualTo(first.resultKey().publicKey());
        assertThat(second.challengeSecret().mac(MESSAGE))
                .isEqualTo(first.challengeSecret().mac(MESSAGE))
                .hasSize(32);
        assertThat(second.key(authority).orElseThrow().publicKey()).isEqualTo(key);
    }

    @Test
    void each_key_serves_one_purpose() {
        KeyVault vault = open();

        assertThat(Stream.of(
                                vault.capabilityKey().publicKey(),
                                vault.resultKey().publicKey(),
                                vault.voucherKey().publicKey(),
                                P256PublicKey.of(vault.key(KeyVault.FIRST_SET_KEY)
                                        .orElseThrow()
                                        .publicKey()))
                        .distinct())
                .hasSize(4);
        assertThat(vault.capabilityKey()
                        .publicKey()
                        .verifies(MESSAGE, vault.capabilityKey().sign(MESSAGE)))
                .isTrue();
        assertThat(vault.capabilityKey()
                        .publicKey()
                        .verifies(MESSAGE, vault.resultKey().sign(MESSAGE)))
                .isFalse();
        assertThat(vault.root().key().algorithm()).isEqualTo(SigningAlgorithm.ECDSA_P384);
        assertThat(vault.policyAuthority().key().algorithm()).isEqualTo(SigningAlgorithm.ECDSA_P384);
    }

    @Test
    void a_running_backend_finds_a_key_made_by_another() {
        KeyVault one = open();
        KeyVault other = open();
        UUID authority = UUID.randomUUID();
        assertThat(other.key(authority)).isEmpty();

        ECPublicKey made = one.createKey(authority).publicKey();

        assertThat(other.key(authority).orElseThrow().publicKey()).isEqualTo(made);
        assertThat(other.createKey(authority).publicKey()).isEqualTo(made);
    }

    @Test
    void concurrent_starts_agree_on_the_keys() throws Exception {
        UUID authority = UUID.randomUUID();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> starts = IntStream.range(0, 4)
                    .<Callable<String>>mapToObj(i -> () -> {
                        KeyVault vault = open();
                        return vault.root().pem() + vault.createKey(authority).publicKey();
                    })
                    .toList();

            List<Future<String>> keys = threads.invokeAll(starts);

            assertThat(keys.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
    }

    @Test
    void a_removed_key_is_gone() {
        KeyVault one = open();
        UUID authority = UUID.randomUUID();
        one.createKey(authority);

        one.removeKey(authority);

        assertThat(one.key(authority)).isEmpty();
        assertThat(open().key(authority)).isEmpty();
    }

    @Test
    void only_the_owner_can_read_the_file() throws IOException {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("holdfast-keys.p12"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("holdfast-keys.new")).doesNotExist();
    }

    @Test
    void a_wrong_passphrase_is_reported_with_its_setting() {
        open();

        assertThatThrownBy(() -> Pkcs12KeyVault.open(folder, "wrong".toCharArray(), InstantSource.system()))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("HOLDFAST_KEYS_PASSPHRASE");
    }

    @Test
    void a_damaged_file_is_never_replaced_by_fresh_keys() throws IOException {
        open();
        Path file = folder.resolve("holdfast-keys.p12");
        byte[] damaged = {1, 2, 3};
        Files.write(file, damaged);

        assertThatThrownBy(this::open).isInstanceOf(KeyUnavailableException.class);
        assertThat(file).hasBinaryContent(damaged);
    }

    /** Opens the file, as a backend does when it starts. */
    private KeyVault open() {
        return Pkcs12KeyVault.open(folder, "a passphrase".toCharArray(), InstantSource.system());
    }
}
