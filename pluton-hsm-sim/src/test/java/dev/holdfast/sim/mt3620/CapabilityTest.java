package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.TestInstallation.Signer;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how long a capability file on a chip is valid, and which files a chip accepts. */
class CapabilityTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int APPLICATION_DEVELOPMENT = 11;
    private static final int FIELD_SERVICING = 13;

    @TempDir
    private Path directory;

    private Factory factory;
    private List<Mt3620> chips;

    @BeforeEach
    void two_booted_chips() throws IOException {
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Path made = directory.resolve("chips");
        var batch = factory.manufacture(
                BatchOrder.of(2, INSTALLATION.keys(), "26.06", Scenario.named("smoke")), made, count -> {});
        chips = List.of(
                boot(made.resolve(batch.devices().get(0).text().substring(0, 32))),
                boot(made.resolve(batch.devices().get(1).text().substring(0, 32))));
    }

    @Test
    void a_servicing_session_ends_at_the_next_boot() throws IOException {
        Mt3620 chip = chips.getFirst();
        assertThat(chip.applyCapabilities(file(chip, FIELD_SERVICING))).isTrue();
        assertThat(enabled(chip)).containsExactly(FIELD_SERVICING);

        chip.boot();

        assertThat(enabled(chip)).isEmpty();
    }

    @Test
    void an_installed_file_is_valid_until_an_empty_one_replaces_it() throws IOException {
        Mt3620 chip = chips.getFirst();
        assertThat(chip.installCapabilities(file(chip, APPLICATION_DEVELOPMENT)))
                .isTrue();
        Mt3620 later = boot(chip.directory());
        assertThat(enabled(later)).containsExactly(APPLICATION_DEVELOPMENT);

        assertThat(later.installCapabilities(file(later))).isTrue();

        assertThat(enabled(boot(chip.directory()))).isEmpty();
    }

    @Test
    void a_file_is_valid_until_it_expires() throws IOException {
        Mt3620 chip = chips.getFirst();
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        chip.pluton().useClock(() -> end.minusSeconds(1));
        assertThat(chip.installCapabilities(fileUntil(chip, end, FIELD_SERVICING)))
                .isTrue();
        assertThat(enabled(chip)).containsExactly(FIELD_SERVICING);

        chip.pluton().useClock(() -> end);

        assertThat(enabled(chip)).as("without another boot").isEmpty();
        chip.boot();
        assertThat(enabled(chip)).isEmpty();
        assertThat(chip.applyCapabilities(fileUntil(chip, end, FIELD_SERVICING)))
                .isFalse();
    }

    /** Returns a capability file that expires at {@code end}. */
    private static Blob fileUntil(Mt3620 chip, Instant end, Integer... capabilities) {
        return Blob.of(new CapabilityFile(chip.pluton().deviceId(), Set.of(capabilities), end)
                .sign(
                        new ImageId(UUID.randomUUID()),
                        Instant.EPOCH,
                        INSTALLATION.capabilityKey().publicKey(),
                        INSTALLATION.capabilityKey()));
    }

    @Test
    void a_file_for_another_chip_or_by_another_signer_is_refused() throws IOException {
        Mt3620 chip = chips.getFirst();
        Signer stranger = new Signer();
        Blob forged = file(chip.pluton().deviceId(), stranger.publicKey(), stranger, APPLICATION_DEVELOPMENT);

        assertThat(chip.installCapabilities(forged)).isFalse();
        assertThat(chip.installCapabilities(file(chips.getLast(), APPLICATION_DEVELOPMENT)))
                .isFalse();
        assertThat(enabled(chip)).isEmpty();
        assertThat(enabled(boot(chip.directory()))).isEmpty();
    }

    @Test
    void other_keys_of_the_keystore_and_the_rom_key_sign_no_capabilities() throws IOException {
        Mt3620 chip = Mt3620.manufacture(
                directory.resolve("own"),
                TestRelease.ROM.publicKey(),
                DebugState.DISABLED_PERMANENTLY,
                new TestRelease(Factory.mt3620(), 1).all());
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);

        for (Signer other : List.of(
                TestRelease.DEVELOPER,
                TestRelease.ROM,
                TestRelease.INSTALLATION.setKey(),
                TestRelease.INSTALLATION.imageKey())) {
            Blob file = file(chip.pluton().deviceId(), other.publicKey(), other, APPLICATION_DEVELOPMENT);
            assertThat(chip.installCapabilities(file)).isFalse();
            assertThat(chip.applyCapabilities(file)).isFalse();
        }
        Signer own = TestRelease.INSTALLATION.capabilityKey();
        assertThat(chip.installCapabilities(
                        file(chip.pluton().deviceId(), own.publicKey(), own, APPLICATION_DEVELOPMENT)))
                .isTrue();
    }

    @Test
    void after_a_keystore_rotation_only_files_signed_by_the_new_key_are_valid() throws Exception {
        Mt3620 chip = chips.getFirst();
        assertThat(chip.installCapabilities(file(chip, FIELD_SERVICING))).isTrue();
        TestInstallation next = INSTALLATION.withNewKeystore();
        Blob ofTheNewKey =
                file(chip.pluton().deviceId(), next.capabilityKey().publicKey(), next.capabilityKey(), FIELD_SERVICING);
        assertThat(chip.installCapabilities(ofTheNewKey))
                .as("before the rotation")
                .isFalse();

        List<ImagePackage> images = factory.rotation("26.10", Factory.mt3620(), ImageSizes.SCALED_DOWN, next.keys());
        Updater updater = chip.updater(((BootOutcome.Booted) chip.boot()).trust(), InstantSource.system());
        assertThat(enabled(chip)).containsExactly(FIELD_SERVICING);
        UpdatePlan plan = updater.plan(
                        INSTALLATION.manifestOfBoth(next, 1, images.toArray(ImagePackage[]::new)),
                        TestInstallation.allowed())
                .orElseThrow();
        for (ManifestSet.Entry entry : plan.missing()) {
            updater.stage(plan, entry, Blob.of(TestChip.named(entry, images).bytes()));
        }
        updater.commit(plan, TestInstallation.allowed());

        List<String> console = new ArrayList<>();
        Mt3620 rotated = Mt3620.open(chip.directory(), console::add);
        assertThat(rotated.boot()).isInstanceOf(BootOutcome.Booted.class);
        rotated.confirm();
        assertThat(enabled(rotated)).isEmpty();
        assertThat(console).anyMatch(line -> line.startsWith("IGNORED capability file"));
        assertThat(rotated.installCapabilities(file(rotated, FIELD_SERVICING))).isFalse();
        assertThat(rotated.installCapabilities(ofTheNewKey)).isTrue();
        assertThat(enabled(boot(chip.directory()))).containsExactly(FIELD_SERVICING);
    }

    @Test
    void a_developer_with_a_capability_file_can_sideload_sdk_builds() throws Exception {
        Mt3620 chip = chips.getFirst();
        Blob own = Blob.of(factory.application("toaster", "0.1", 300).bytes());
        BootOutcome.Booted booted = (BootOutcome.Booted) chip.boot();
        Assertions.assertThatThrownBy(() -> chip.sideload(booted.trust()).install(own))
                .isInstanceOf(UpdateRefusedException.class);

        chip.installCapabilities(file(chip, APPLICATION_DEVELOPMENT));
        chip.sideload(booted.trust()).install(own);

        assertThat(boot(chip.directory()).pluton().measurements())
                .contains(factory.application("toaster", "0.1", 300).measure());
    }

    private static Set<Integer> enabled(Mt3620 chip) {
        return chip.pluton().securityState().capabilities();
    }

    private static Mt3620 boot(Path directory) throws IOException {
        Mt3620 chip = Mt3620.open(directory);
        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        chip.confirm();
        return chip;
    }

    /** Returns a capability file of the installation for a chip. Without capabilities, the file removes them. */
    private static Blob file(Mt3620 chip, Integer... capabilities) {
        return file(
                chip.pluton().deviceId(),
                INSTALLATION.capabilityKey().publicKey(),
                INSTALLATION.capabilityKey(),
                capabilities);
    }

    private static Blob file(DeviceId device, P256PublicKey key, MessageSigner signer, Integer... capabilities) {
        return Blob.of(new CapabilityFile(device, Set.of(capabilities))
                .sign(new ImageId(UUID.randomUUID()), Instant.EPOCH, key, signer));
    }
}
