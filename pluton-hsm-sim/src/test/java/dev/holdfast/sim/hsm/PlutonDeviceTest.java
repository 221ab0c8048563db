package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.hsm.AttestationOutcome.Attested;
import dev.holdfast.sim.hsm.AttestationOutcome.NotAttested;
import dev.holdfast.sim.hsm.otp.MemorySilicon;
import dev.holdfast.sim.hsm.rng.EntropySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the commands of a chip's device file: privileges of the callers, keys of tenants, states, and failures of the noise source. */
class PlutonDeviceTest {
    private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);
    private static final TenantId CONTOSO = new TenantId("contoso");
    private static final TenantId FABRIKAM = new TenantId("fabrikam");
    private static final byte[] MESSAGE = "hello".getBytes(StandardCharsets.UTF_8);

    private final AtomicBoolean noiseIsStuck = new AtomicBoolean();
    private Pluton pluton;
    private PlutonDevice attestation;
    private PlutonDevice update;
    private PlutonDevice boot;
    private PlutonDevice contoso;

    @BeforeEach
    void a_blank_chip() throws IOException {
        EntropySource host = EntropySource.system();
        pluton = Pluton.manufacture(
                new MemorySilicon(), TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY, samples -> {
                    host.sample(samples);
                    if (noiseIsStuck.get()) {
                        Arrays.fill(samples, (byte) 0);
                    }
                });
        attestation = pluton.device(Caller.SystemService.ATTESTATION);
        update = pluton.device(Caller.SystemService.UPDATE);
        boot = pluton.device(Caller.SystemService.BOOT);
        contoso = pluton.device(new Caller.Application(CONTOSO));
    }

    @Test
    void each_operation_needs_its_privilege() {
        Map<String, Consumer<PlutonDevice>> operations = new LinkedHashMap<>();
        operations.put("GENERATE_CLIENT_AUTH_KEY", PlutonDevice::generateClientAuthKey);
        operations.put("COMMIT_CLIENT_AUTH_KEY", PlutonDevice::commitClientAuthKey);
        operations.put("PROCESS_ATTESTATION", device -> device.processAttestation(NONCE));
        operations.put("PROVE_POSSESSION", device -> device.provePossession(NONCE));
        operations.put("SET_POSTCODE", device -> device.setPostcode(1));
        operations.put("GET_BOOT_MODE_FLAGS", PlutonDevice::bootModeFlags);
        operations.put("IS_CAPABILITY_ENABLED", device -> device.isCapabilityEnabled(11));
        operations.put("GET_ENABLED_CAPABILITIES", PlutonDevice::enabledCapabilities);
        operations.put("SET_MANUFACTURING_STATE", device -> device.setManufacturingState(ManufacturingState.BLANK));
        operations.put("GET_MANUFACTURING_STATE", PlutonDevice::manufacturingState);
        operations.put("DECODE_CAPABILITIES", device -> device.decodeCapabilities(new byte[1]));
        operations.put("GET_SECURITY_STATE", PlutonDevice::securityState);
        Set<String> forAttestation =
                Set.of("GENERATE_CLIENT_AUTH_KEY", "COMMIT_CLIENT_AUTH_KEY", "PROCESS_ATTESTATION", "PROVE_POSSESSION");
        Set<String> forBoot = Set.of("SET_POSTCODE");
        Set<String> forUpdate = Set.of("SET_MANUFACTURING_STATE", "GET_MANUFACTURING_STATE");

        assertThat(refused(contoso, operations)).isEqualTo(union(forAttestation, union(forBoot, forUpdate)));
        assertThat(refused(attestation, operations)).isEqualTo(union(forBoot, forUpdate));
        assertThat(refused(update, operations)).isEqualTo(union(forAttestation, forBoot));
        assertThat(refused(boot, operations)).isEqualTo(union(forAttestation, forUpdate));
    }

    @Test
    void an_application_that_is_refused_changes_nothing() {
        attestation.generateClientAuthKey();

        assertThat(errnoOf(contoso::commitClientAuthKey)).isEqualTo(Errno.EPERM);
        assertThat(errnoOf(() -> contoso.setManufacturingState(ManufacturingState.DEVICE_COMPLETE)))
                .isEqualTo(Errno.EPERM);

        assertThat(update.manufacturingState()).isEqualTo(ManufacturingState.BLANK);
        assertThatThrownBy(() -> pluton.key(KeyRole.CUSTOMER)).isInstanceOf(PlutonException.class);
    }

    @Test
    void an_attestation_has_the_kernels_form_and_a_token() throws Exception {
        pluton.reset();
        Measurement measurement = measurement(1);
        pluton.extend(measurement);
        assertThat(attestation.processAttestation(NONCE)).isInstanceOf(NotAttested.class);

        attestation.generateClientAuthKey();
        Attested attested = (Attested) attestation.processAttestation(NONCE);

        Evidence evidence = EvidenceFormat.verify(attested.token().bytes());
        byte[] token = attested.token().bytes();
        assertThat(attested.device()).isEqualTo(pluton.deviceId()).isEqualTo(evidence.device());
        assertThat(attested.measurements()).containsExactly(measurement).isEqualTo(evidence.measurements());
        assertThat(attested.signature().bytes())
                .isEqualTo(Arrays.copyOfRange(token, token.length - SignatureBytes.LENGTH, token.length));
        assertThat(evidence.nonce()).isEqualTo(NONCE);
    }

    @Test
    void evidence_says_whether_it_is_for_an_attestation_or_a_claim() throws Exception {
        attestation.generateClientAuthKey();

        Attested attested = (Attested) attestation.processAttestation(NONCE);
        Attested claimed = (Attested) attestation.provePossession(NONCE);

        assertThat(EvidenceFormat.verify(attested.token().bytes()).purpose()).isEqualTo(EvidencePurpose.ATTEST);
        assertThat(EvidenceFormat.verify(claimed.token().bytes()).purpose()).isEqualTo(EvidencePurpose.CLAIM);
    }

    @Test
    void an_application_signs_with_its_own_tenants_key_and_no_other() {
        commitKeys();
        SignatureBytes signature = contoso.signWithTenantAttestationKey(Digest.sha256(MESSAGE));

        P256PublicKey own = contoso.tenantPublicKey(CONTOSO);
        assertThat(own.verifies(MESSAGE, signature)).isTrue();
        PlutonDevice fabrikam = pluton.device(new Caller.Application(FABRIKAM));
        assertThat(own.verifies(MESSAGE, fabrikam.signWithTenantAttestationKey(Digest.sha256(MESSAGE))))
                .isFalse();
        assertThat(errnoOf(() -> attestation.signWithTenantAttestationKey(Digest.sha256(MESSAGE))))
                .isEqualTo(Errno.EPERM);
    }

    @Test
    void an_application_cannot_use_up_the_key_slots_with_invented_tenants() {
        commitKeys();
        assertThat(errnoOf(() -> contoso.tenantPublicKey(FABRIKAM))).isEqualTo(Errno.ENOKEY);
        P256PublicKey fabrikam = attestation.tenantPublicKey(FABRIKAM);

        assertThat(contoso.tenantPublicKey(FABRIKAM))
                .as("public once it exists")
                .isEqualTo(fabrikam);
        for (int i = 1; i < ClientAuthKeys.MAX_TENANTS; i++) {
            attestation.tenantPublicKey(new TenantId("tenant-" + i));
        }
        assertThat(errnoOf(() -> attestation.tenantPublicKey(new TenantId("one-too-many"))))
                .isEqualTo(Errno.ENOSPC);
        assertThat(attestation.tenantPublicKey(FABRIKAM)).isEqualTo(fabrikam);
    }

    @Test
    void tenant_keys_end_with_the_client_keys_and_at_a_reset() {
        assertThat(errnoOf(() -> contoso.tenantPublicKey(CONTOSO))).isEqualTo(Errno.ENOKEY);
        commitKeys();
        P256PublicKey first = contoso.tenantPublicKey(CONTOSO);
        PlutonKey handle = PlutonKey.ofTenant(contoso);
        assertThat(handle.publicKey()).isEqualTo(first);

        commitKeys();
        assertThat(contoso.tenantPublicKey(CONTOSO)).isNotEqualTo(first);
        pluton.reset();
        assertThat(errnoOf(() -> contoso.tenantPublicKey(CONTOSO))).isEqualTo(Errno.ENOKEY);
    }

    @Test
    void manufacturing_states_only_advance() {
        update.setManufacturingState(ManufacturingState.MODULE1_COMPLETE);
        update.setManufacturingState(ManufacturingState.MODULE1_COMPLETE);
        assertThat(errnoOf(() -> update.setManufacturingState(ManufacturingState.BLANK)))
                .isEqualTo(Errno.EINVAL);
        update.setManufacturingState(ManufacturingState.DEVICE_COMPLETE);
        assertThat(errnoOf(() -> update.setManufacturingState(ManufacturingState.MODULE1_COMPLETE)))
                .isEqualTo(Errno.EINVAL);

        pluton.reset();
        assertThat(update.manufacturingState()).isEqualTo(ManufacturingState.DEVICE_COMPLETE);
    }

    @Test
    void postcode_and_boot_mode_last_until_the_next_reset() {
        pluton.reset(PlutonDevice.BOOT_RECOVERY);
        boot.setPostcode(0x80000001);

        assertThat(contoso.bootModeFlags()).isEqualTo(PlutonDevice.BOOT_RECOVERY);
        assertThat(pluton.postcode()).isEqualTo(0x80000001);
        pluton.reset();
        assertThat(contoso.bootModeFlags()).isZero();
        assertThat(pluton.postcode()).isZero();
    }

    @Test
    void a_failed_noise_source_stops_the_chip_until_a_reset() {
        commitKeys();
        PlutonKey general = pluton.key(KeyRole.GENERAL);
        noiseIsStuck.set(true);
        List<Runnable> needRandomness = List.of(
                () -> general.sign(Digest.sha256(MESSAGE)),
                () -> attestation.generateClientAuthKey(),
                () -> attestation.processAttestation(NONCE),
                () -> contoso.signWithTenantAttestationKey(Digest.sha256(MESSAGE)),
                () -> pluton.random(1));

        for (Runnable operation : needRandomness) {
            assertThat(errnoOf(operation)).isEqualTo(Errno.EIO);
        }
        assertThat(contoso.securityState().attestationKey()).isEqualTo(pluton.attestationPublicKey());
        noiseIsStuck.set(false);
        assertThat(errnoOf(() -> pluton.random(1))).as("the alarm stays").isEqualTo(Errno.EIO);
        pluton.reset();
        assertThat(pluton.random(33).length()).isEqualTo(33);
        assertThat(general.sign(Digest.sha256(MESSAGE))).isNotNull();
    }

    @Test
    void a_chip_without_randomness_cannot_be_manufactured() throws IOException {
        MemorySilicon silicon = new MemorySilicon();

        assertThat(errnoOf(() -> {
                    try {
                        Pluton.manufacture(
                                silicon, TestKeys.somePublicKey(), DebugState.ENABLED, samples -> samples[0] = 1);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isEqualTo(Errno.EIO);
        assertThat(Fuses.provisioned(silicon)).isFalse();
    }

    @Test
    void the_same_seed_makes_the_same_chip_and_another_seed_another() throws IOException {
        assertThat(seeded(7).deviceId()).isEqualTo(seeded(7).deviceId());
        assertThat(seeded(7).generalPublicKey()).isEqualTo(seeded(7).generalPublicKey());
        assertThat(seeded(8).deviceId()).isNotEqualTo(seeded(7).deviceId());
    }

    @Test
    void two_chips_with_the_same_seed_never_share_a_signature_nonce() throws IOException {
        SignatureBytes one = seeded(9).key(KeyRole.GENERAL).sign(Digest.sha256(new byte[] {1}));
        SignatureBytes other = seeded(9).key(KeyRole.GENERAL).sign(Digest.sha256(new byte[] {2}));

        assertThat(Arrays.copyOf(one.bytes(), 32)).isNotEqualTo(Arrays.copyOf(other.bytes(), 32));
    }

    @Property(tries = 200)
    void a_tenant_id_is_64_bytes_text_then_zeros(@ForAll @Size(64) byte[] field) {
        try {
            assertThat(TenantId.of(field).bytes()).isEqualTo(field);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("printable");
        }
    }

    private void commitKeys() {
        attestation.generateClientAuthKey();
        attestation.commitClientAuthKey();
    }

    private static Pluton seeded(long seed) throws IOException {
        return Pluton.manufacture(
                new MemorySilicon(), TestKeys.somePublicKey(), DebugState.ENABLED, EntropySource.seeded(seed));
    }

    /** Returns the names of the operations that the device refuses for lack of a privilege. */
    private static Set<String> refused(PlutonDevice device, Map<String, Consumer<PlutonDevice>> operations) {
        Set<String> refused = new HashSet<>();
        operations.forEach((name, operation) -> {
            try {
                operation.accept(device);
            } catch (PlutonException e) {
                if (e.errno() == Errno.EPERM) {
                    refused.add(name);
                }
            }
        });
        return refused;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Errno errnoOf(Runnable operation) {
        return catchThrowableOfType(PlutonException.class, operation::run).errno();
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
