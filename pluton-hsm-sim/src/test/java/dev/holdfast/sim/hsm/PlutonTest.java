package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a chip's identity, evidence, measurement registers, fuses and reset. */
class PlutonTest {
    private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);

    @TempDir
    private Path directory;

    private Pluton pluton;

    @BeforeEach
    void a_chip() throws IOException {
        pluton = Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);
    }

    @Test
    void a_chip_keeps_its_identity_when_it_is_powered_on_again() throws IOException {
        Pluton again = Pluton.open(directory);

        assertThat(again.deviceId()).isEqualTo(pluton.deviceId());
        assertThat(again.generalPublicKey()).isEqualTo(pluton.generalPublicKey());
        assertThat(again.fuses().operatingSystemKey()).isEqualTo(pluton.fuses().operatingSystemKey());
    }

    @Test
    void a_chip_can_be_manufactured_only_once() {
        assertThatThrownBy(() -> Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.ENABLED))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void sealed_keys_open_only_with_their_seal() throws IOException {
        for (Area area : List.of(Area.SEAL, Area.KEYS, Area.OTP)) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(area.file())))
                    .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }

        Files.write(directory.resolve(Area.SEAL.file()), new byte[32]);

        assertThatThrownBy(() -> Pluton.open(directory)).isInstanceOf(IOException.class);
    }

    @Test
    void evidence_contains_the_boot_count_and_the_client_keys() throws Exception {
        pluton.fuses().advanceManufacturing(ManufacturingState.DEVICE_COMPLETE);
        pluton.reset();
        pluton.latchKeystoreVersion(7);
        pluton.extend(measurement(1));
        ClientKeys keys = pluton.generateClientAuthKeys();

        Evidence evidence =
                EvidenceFormat.verify(pluton.processAttestation(NONCE).bytes());

        assertThat(evidence.device()).isEqualTo(pluton.deviceId());
        assertThat(evidence.nonce()).isEqualTo(NONCE);
        assertThat(evidence.bootCount()).isEqualTo(1);
        assertThat(evidence.keystoreVersion()).isEqualTo(7);
        assertThat(evidence.manufacturingState()).isEqualTo(ManufacturingState.DEVICE_COMPLETE);
        assertThat(evidence.measurements()).containsExactly(measurement(1));
        assertThat(new ClientKeys(evidence.customerKey(), evidence.updateKey())).isEqualTo(keys);
    }

    @Test
    void a_reset_clears_measurements_and_client_keys_and_counts_the_boot() throws IOException {
        pluton.reset();
        pluton.extend(measurement(1));
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();

        pluton.reset();

        assertThat(pluton.measurements()).isEmpty();
        assertThatThrownBy(() -> pluton.key(KeyRole.UPDATE)).isInstanceOf(PlutonException.class);
        assertThatThrownBy(() -> pluton.processAttestation(NONCE)).isInstanceOf(PlutonException.class);
        assertThat(Pluton.open(directory).securityState().bootCount()).isEqualTo(2);
    }

    @Test
    void a_boot_measures_at_most_twenty_images() {
        for (int i = 0; i < Measurement.MAX_COUNT; i++) {
            pluton.extend(measurement(i));
        }

        assertThatThrownBy(() -> pluton.extend(measurement(99))).hasMessageContaining("20");
    }

    @Test
    void the_keystore_version_is_latched_once_a_boot() {
        pluton.latchKeystoreVersion(3);

        assertThatThrownBy(() -> pluton.latchKeystoreVersion(2)).isInstanceOf(PlutonException.class);
    }

    @Test
    void a_fuse_value_never_decreases() throws IOException {
        ComponentId component = new ComponentId(new UUID(1, 1));
        pluton.fuses().raiseSecurityFloors(Map.of(component, 5L));
        pluton.fuses().raiseSecurityFloors(Map.of(component, 3L));
        pluton.fuses().advanceManufacturing(ManufacturingState.MODULE1_COMPLETE);

        Fuses again = Pluton.open(directory).fuses();

        assertThat(again.securityFloor(component)).isEqualTo(5);
        assertThatThrownBy(() -> again.advanceManufacturing(ManufacturingState.BLANK))
                .isInstanceOf(PlutonException.class);
    }

    @Test
    void the_provider_signs_with_a_key_that_has_no_bytes() throws Exception {
        PlutonProvider.install();
        byte[] message = "hello".getBytes(StandardCharsets.UTF_8);

        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pluton.key(KeyRole.GENERAL));
        signer.update(message);
        byte[] signature = signer.sign();

        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(pluton.generalPublicKey().toJca());
        verifier.update(message);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void the_provider_refuses_other_keys() throws Exception {
        PlutonProvider provider = new PlutonProvider();
        Signature signer = Signature.getInstance("SHA256withECDSA", provider);

        assertThatThrownBy(() -> signer.initVerify(TestKeys.somePublicKey().toJca()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> signer.initSign(java.security.KeyPairGenerator.getInstance("EC")
                        .generateKeyPair()
                        .getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void a_handle_is_invalid_once_its_key_is_replaced() throws Exception {
        PlutonProvider.install();
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();
        PlutonKey old = pluton.key(KeyRole.CUSTOMER);
        pluton.generateClientAuthKeys();
        pluton.commitClientAuthKeys();

        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(old);

        assertThatThrownBy(signer::sign).hasMessageContaining("refuses");
    }

    private static Measurement measurement(int i) {
        return new Measurement(
                ImageType.SERVICES,
                new ComponentId(new UUID(1, i)),
                new ImageId(new UUID(2, i)),
                Digest.sha256(new byte[] {(byte) i}),
                i);
    }
}
