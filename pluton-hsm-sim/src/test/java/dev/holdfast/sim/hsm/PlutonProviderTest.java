package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Java security provider that signs with the keys of a chip. */
class PlutonProviderTest {
    private static final byte[] MESSAGE = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Pluton pluton;

    @BeforeEach
    void a_chip() throws IOException {
        PlutonProvider.install();
        pluton = Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);
    }

    @Test
    void other_providers_verify_its_signatures() throws Exception {
        PlutonKey key = pluton.key(KeyRole.GENERAL);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
        for (String algorithm : List.of(
                "SHA256withECDSA", "SHA256withECDSAinP1363Format", "NONEwithECDSA", "NONEwithECDSAinP1363Format")) {
            byte[] input = algorithm.startsWith("NONE") ? digest : MESSAGE;
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(input);
            byte[] signature = signer.sign();

            assertThat(signer.getProvider().getName()).as(algorithm).isEqualTo(PlutonProvider.NAME);
            Signature verifier = Signature.getInstance(algorithm, "SunEC");
            verifier.initVerify(pluton.generalPublicKey().toJca());
            verifier.update(input);
            assertThat(verifier.verify(signature)).as(algorithm).isTrue();
        }
    }

    @Test
    void only_digests_of_32_bytes_are_signed() throws Exception {
        Signature signer = Signature.getInstance("NONEwithECDSA", PlutonProvider.NAME);
        signer.initSign(pluton.key(KeyRole.GENERAL));
        signer.update(new byte[31]);

        assertThatThrownBy(signer::sign).isInstanceOf(SignatureException.class).hasMessageContaining("32 bytes");
        signer.update(new byte[32]);
        assertThat(signer.sign()).as("and is ready for the next").isNotEmpty();
    }

    @Test
    void other_key_pairs_come_from_other_providers() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();

        assertThat(pair.getPrivate()).isNotInstanceOf(PlutonKey.class);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        assertThat(signer.getProvider().getName()).isNotEqualTo(PlutonProvider.NAME);
    }

    @Test
    void a_key_pair_generator_makes_client_keys_inside_the_chip() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PlutonProvider.NAME);
        generator.initialize(new PlutonKeySpec(pluton, KeyRole.UPDATE));
        KeyPair pair = generator.generateKeyPair();

        assertThat(pair.getPrivate()).isInstanceOf(PlutonKey.class);
        assertThat(P256PublicKey.of((ECPublicKey) pair.getPublic()))
                .isEqualTo(pluton.key(KeyRole.UPDATE).publicKey());
        assertThatThrownBy(() -> generator.initialize(new PlutonKeySpec(pluton, KeyRole.GENERAL)))
                .isInstanceOf(InvalidAlgorithmParameterException.class);
        assertThatThrownBy(() -> generator.initialize(256)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_key_store_lists_handles_and_accepts_their_certificates() throws Exception {
        KeyStore store = store();
        assertThat(Collections.list(store.aliases())).containsExactly("general");
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();
        store.load(new PlutonKeyStoreParameter(pluton));
        assertThat(Collections.list(store.aliases())).containsExactly("customer", "general", "update");

        PlutonKey customer = (PlutonKey) store.getKey("customer", null);
        Certificate[] chain =
                new TestAuthority().issue("device", customer.publicKey().toJca());
        store.setKeyEntry("customer", customer, null, chain);

        assertThat(store.getCertificateChain("CUSTOMER")).isEqualTo(chain);
        assertThat(store.getCertificateAlias(chain[0])).isEqualTo("customer");
        assertThatThrownBy(() -> store.setKeyEntry("update", store.getKey("update", null), null, chain))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void a_key_store_refuses_bytes_streams_and_foreign_keys() throws Exception {
        KeyStore store = store();
        KeyPair foreign = KeyPairGenerator.getInstance("EC").generateKeyPair();
        Certificate[] chain = new TestAuthority().issue("foreign", foreign.getPublic());

        assertThatThrownBy(() -> store.setKeyEntry("mine", foreign.getPrivate(), null, chain))
                .isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.setKeyEntry("mine", new byte[32], chain)).isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.setCertificateEntry("mine", chain[0])).isInstanceOf(KeyStoreException.class);
        assertThatThrownBy(() -> store.load(new ByteArrayInputStream(new byte[1]), null))
                .isInstanceOf(IOException.class);
        assertThat(Collections.list(store.aliases())).containsExactly("general");
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance(PlutonProvider.KEY_STORE);
        store.load(new PlutonKeyStoreParameter(pluton));
        return store;
    }
}
