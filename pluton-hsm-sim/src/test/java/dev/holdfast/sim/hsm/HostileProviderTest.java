package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests attackers inside the JVM that try to receive private keys. */
class HostileProviderTest {
    private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);

    @TempDir
    private Path directory;

    private final Eavesdropper hostile = new Eavesdropper();

    /** A security provider that offers the algorithms that receive private keys, and records each request for them. */
    private static final class Eavesdropper extends Provider {
        private static final long serialVersionUID = 1;

        private static final Map<String, List<String>> OFFERS = Map.of(
                "Cipher", List.of("AES/GCM/NoPadding", "AES"),
                "KeyFactory", List.of("EC"),
                "KeyPairGenerator", List.of("EC"),
                "Signature", List.of("NONEwithECDSAinP1363Format", "SHA256withECDSAinP1363Format"));

        private final transient List<String> asked = new CopyOnWriteArrayList<>();

        Eavesdropper() {
            super("Eavesdropper", "1", "for tests");
            OFFERS.forEach((type, algorithms) -> algorithms.forEach(each -> putService(new Offer(this, type, each))));
        }

        private static final class Offer extends Service {
            private final Eavesdropper owner;

            Offer(Eavesdropper owner, String type, String algorithm) {
                super(owner, type, algorithm, "none", null, null);
                this.owner = owner;
            }

            @Override
            public Object newInstance(Object parameter) throws java.security.NoSuchAlgorithmException {
                owner.asked.add(getType() + "." + getAlgorithm());
                throw new java.security.NoSuchAlgorithmException("it has heard enough");
            }
        }
    }

    @AfterEach
    void remove_the_provider() {
        Security.removeProvider(hostile.getName());
    }

    @Test
    void a_provider_at_the_first_position_receives_nothing() throws Exception {
        assertThat(Security.insertProviderAt(hostile, 1)).isEqualTo(1);

        Pluton made = Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);
        Pluton pluton = Pluton.open(directory);
        pluton.reset();
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();
        pluton.processAttestation(NONCE);
        pluton.device(new Caller.Application(new TenantId("contoso")))
                .signWithTenantAttestationKey(Digest.sha256(new byte[1]));
        pluton.random(32);

        assertThat(pluton.deviceId()).isEqualTo(made.deviceId());
        assertThat(hostile.asked).isEmpty();
        assertThatThrownBy(() -> Signature.getInstance("SHA256withECDSAinP1363Format", hostile))
                .as("it would have been asked")
                .hasMessageContaining("heard enough");
        assertThat(hostile.asked).isNotEmpty();
    }

    @Test
    void a_private_lookup_reaches_the_engine_but_no_key() throws Exception {
        SigningKey key = SigningKey.generate(
                new dev.holdfast.sim.hsm.rng.HealthTestedRng(dev.holdfast.sim.hsm.rng.EntropySource.system()));
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(SigningKey.class, MethodHandles.lookup());
        Object engine = inside.findVarHandle(SigningKey.class, "engine", Signature.class)
                .get(key);

        assertThat(engine.getClass().getName()).isEqualTo("java.security.Signature$Delegate");
        assertThatThrownBy(() -> MethodHandles.privateLookupIn(engine.getClass(), MethodHandles.lookup()))
                .isInstanceOf(IllegalAccessException.class);
        assertThatThrownBy(() -> MethodHandles.privateLookupIn(Signature.class, inside))
                .isInstanceOf(IllegalAccessException.class);
        assertThatThrownBy(() -> ((Signature) engine).clone()).isInstanceOf(CloneNotSupportedException.class);
        assertThat(engine.toString()).doesNotContain("s:");
    }

    @Test
    void unsafe_opens_the_silicon_unless_the_jvm_denies_it() throws Exception {
        Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);

        assertThat(attack("deny")).isEqualTo("DENIED");
        assertThat(attack("allow")).as("the attack is real").isEqualTo("FOUND");
    }

    /**
     * Runs {@link UnsafeAttack} in another JVM and returns its output.
     *
     * @param policy value of the option {@code --sun-misc-unsafe-memory-access}
     */
    private String attack(String policy) throws IOException, InterruptedException {
        Process attacker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=" + policy,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        UnsafeAttack.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(attacker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        attacker.waitFor();
        return answer.strip();
    }
}
