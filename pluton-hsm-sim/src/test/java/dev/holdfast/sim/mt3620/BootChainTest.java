package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Cause;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the boot of a chip: which images are measured, when a backup is used, and what prevents the boot. */
class BootChainTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private Factory factory;

    @BeforeEach
    void a_factory() throws IOException {
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
    }

    @Test
    void a_healthy_chip_boots_and_measures_the_release_in_order() throws Exception {
        Mt3620 chip = Mt3620.open(make("smoke"));

        BootOutcome outcome = chip.boot();

        assertThat(outcome).isInstanceOfSatisfying(BootOutcome.Booted.class, booted -> {
            assertThat(booted.change()).isEqualTo(BootOutcome.Change.NONE);
            assertThat(booted.backups()).isEmpty();
            assertThat(booted.trust().setKey()).isEqualTo(INSTALLATION.keys().setKey());
            assertThat(booted.trust().capabilityKey())
                    .isEqualTo(INSTALLATION.keys().capabilityKey());
            assertThat(booted.certificates().resultKey())
                    .isEqualTo(INSTALLATION.keys().resultKey());
        });
        List<Measurement> released =
                factory.osRelease("26.09").stream().map(ImagePackage::measure).toList();
        assertThat(chip.pluton().measurements()).containsExactlyElementsOf(released);
        assertThat(released.stream().map(Measurement::type).distinct())
                .containsExactly(
                        ImageType.ONE_BL,
                        ImageType.PLUTON_RUNTIME,
                        ImageType.WIFI_FIRMWARE,
                        ImageType.SECURITY_MONITOR,
                        ImageType.NORMAL_WORLD_LOADER,
                        ImageType.NORMAL_WORLD_DTB,
                        ImageType.NORMAL_WORLD_KERNEL,
                        ImageType.ROOT_FS,
                        ImageType.SERVICES);
    }

    @Test
    void the_evidence_of_a_booted_chip_verifies_and_lists_its_images() throws Exception {
        Mt3620 chip = Mt3620.open(make("smoke"));
        chip.boot();
        chip.pluton().generateClientAuthKeys();

        var evidence = EvidenceFormat.verify(
                chip.pluton().processAttestation(Nonce.of(new byte[32])).bytes());

        assertThat(evidence.measurements()).isEqualTo(chip.pluton().measurements());
        assertThat(evidence.keystoreVersion()).isEqualTo(260900);
        assertThat(evidence.bootCount()).isEqualTo(1);
    }

    @Test
    void a_tampered_kernel_boots_with_another_measurement() throws Exception {
        Mt3620 chip = Mt3620.open(make("demo"));

        assertThat(chip.boot()).isInstanceOf(BootOutcome.Booted.class);
        List<Measurement> released =
                factory.osRelease("26.09").stream().map(ImagePackage::measure).toList();
        List<Measurement> strange = chip.pluton().measurements().stream()
                .filter(measurement -> !released.contains(measurement))
                .toList();

        assertThat(strange).singleElement().satisfies(measurement -> {
            assertThat(measurement.type()).isEqualTo(ImageType.NORMAL_WORLD_KERNEL);
            assertThat(released.stream().map(Measurement::image)).contains(measurement.image());
        });
    }

    @Test
    void a_damaged_image_boots_from_its_backup_and_is_repaired() throws Exception {
        List<ImagePackage> release = factory.osRelease("26.09");
        List<Measurement> released = release.stream().map(ImagePackage::measure).toList();
        Path chip = make("smoke");
        for (ImagePackage image : release) {
            FlashWear.copy(chip, image, 0);
            List<String> console = new ArrayList<>();
            Mt3620 damaged = Mt3620.open(chip, console::add);

            assertThat(damaged.boot())
                    .isInstanceOfSatisfying(
                            BootOutcome.Booted.class,
                            booted -> assertThat(booted.backups())
                                    .containsExactly(image.metadata().type()));
            assertThat(console).singleElement().asString().startsWith("BOOTING BACKUP ");
            assertThat(damaged.pluton().measurements()).isEqualTo(released);
            damaged.confirm();

            console.clear();
            assertThat(Mt3620.open(chip, console::add).boot()).isInstanceOf(BootOutcome.Booted.class);
            assertThat(console).isEmpty();
        }
    }

    @Test
    void an_image_with_two_damaged_copies_prevents_the_boot() throws Exception {
        for (ImagePackage image : factory.osRelease("26.09")) {
            Path chip = make("smoke");
            FlashWear.everywhere(chip, image);

            assertThat(Mt3620.open(chip).boot())
                    .as("damaged %s", image.metadata().name())
                    .isInstanceOfSatisfying(BootOutcome.Refused.class, refused -> {
                        assertThat(refused.image())
                                .isEqualTo(image.metadata().type().apiName());
                        assertThat(refused.cause()).isEqualTo(Cause.NOT_SIGNED);
                    });
        }
    }

    @Test
    void the_tables_that_boot_needs_have_backups_too() throws Exception {
        var partitions = Profiles.find("mt3620").partitionMap();
        for (PartitionType table : List.of(PartitionType.LOCATOR_TABLE, PartitionType.BOOT_MANIFEST)) {
            Path chip = make("smoke");
            FlashWear.clear(chip, partitions.get(table).address(), 64);
            List<String> console = new ArrayList<>();
            Mt3620 damaged = Mt3620.open(chip, console::add);

            assertThat(damaged.boot()).isInstanceOf(BootOutcome.Booted.class);
            assertThat(console).singleElement().asString().startsWith("BOOTING BACKUP ");
            damaged.confirm();

            console.clear();
            assertThat(Mt3620.open(chip, console::add).boot()).isInstanceOf(BootOutcome.Booted.class);
            assertThat(console).isEmpty();
        }
    }

    @Test
    void a_chip_without_a_complete_boot_manifest_reports_it() throws Exception {
        var partitions = Profiles.find("mt3620").partitionMap();
        Path chip = make("smoke");
        FlashWear.clear(chip, partitions.get(PartitionType.BOOT_MANIFEST).address(), 64);
        FlashWear.clear(chip, partitions.get(PartitionType.BOOT_MANIFEST_BACKUP).address(), 64);

        assertThat(Mt3620.open(chip).boot())
                .isInstanceOfSatisfying(
                        BootOutcome.Refused.class,
                        refused -> assertThat(refused.cause()).isEqualTo(Cause.NO_BOOT_MANIFEST));
    }

    @Test
    void an_older_operating_system_does_not_boot_after_a_newer_one() throws Exception {
        Mt3620 chip = Mt3620.open(make("smoke"));
        chip.boot();
        chip.confirm();
        ImagePackage kernel = factory.osRelease("26.06").get(6);
        chip.pluton().fuses().raiseSecurityFloors(Map.of(kernel.metadata().component(), 260901L));

        assertThat(chip.boot()).isInstanceOfSatisfying(BootOutcome.Refused.class, refused -> {
            assertThat(refused.image()).isEqualTo("NormalWorldKernel");
            assertThat(refused.cause()).isEqualTo(Cause.ROLLED_BACK);
        });
    }

    private Path make(String scenario) throws IOException {
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named(scenario)), chips, made -> {});
        return chips.resolve(batch.devices().getFirst().text().substring(0, 32));
    }
}
