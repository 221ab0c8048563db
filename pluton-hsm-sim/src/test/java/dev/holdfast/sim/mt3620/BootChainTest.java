package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertThat(booted.trust().imageKey()).isEqualTo(INSTALLATION.keys().imageKey());
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
    void the_evidence_of_a_booted_chip_holds_and_names_what_booted() throws Exception {
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
    void a_tampered_kernel_boots_and_measures_to_something_else() throws Exception {
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
    void one_altered_byte_in_any_image_keeps_the_chip_from_booting() throws Exception {
        Path chip = make("smoke");
        List<Path> images;
        try (Stream<Path> files = Files.list(chip.resolve("flash"))) {
            images = files.filter(file -> file.toString().endsWith(".image")).toList();
        }
        assertThat(images).hasSize(15);
        for (Path image : images) {
            byte[] good = Files.readAllBytes(image);
            byte[] altered = good.clone();
            altered[altered.length / 3] ^= 1;
            Files.write(image, altered);

            assertThat(Mt3620.open(chip).boot())
                    .as("altered %s", image.getFileName())
                    .isInstanceOfSatisfying(
                            BootOutcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("not signed"));

            Files.write(image, good);
        }
        assertThat(Mt3620.open(chip).boot()).isInstanceOf(BootOutcome.Booted.class);
    }

    @Test
    void a_missing_image_keeps_the_chip_from_booting() throws Exception {
        Path chip = make("smoke");
        ImagePackage rootFs = factory.osRelease("26.09").get(7);
        Files.delete(chip.resolve("flash").resolve(rootFs.measuredDigest().hex() + ".image"));

        assertThat(Mt3620.open(chip).boot()).isEqualTo(new BootOutcome.Refused("RootFs", "the image is missing"));
    }

    @Test
    void an_older_operating_system_does_not_boot_where_a_newer_one_has() throws Exception {
        Mt3620 chip = Mt3620.open(make("smoke"));
        chip.boot();
        chip.settle();
        List<ImagePackage> older = factory.osRelease("26.06");
        ImagePackage kernel = older.get(6);
        chip.pluton()
                .fuses()
                .raiseSecurityFloors(java.util.Map.of(kernel.metadata().component(), 260901L));

        assertThat(chip.boot()).isInstanceOfSatisfying(BootOutcome.Refused.class, refused -> {
            assertThat(refused.image()).isEqualTo("NormalWorldKernel");
            assertThat(refused.reason()).contains("below the fuses");
        });
    }

    private Path make(String scenario) throws IOException {
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(1, chips, INSTALLATION.keys(), "26.09", Scenario.named(scenario));
        return chips.resolve(batch.devices().getFirst().text().substring(0, 32));
    }
}
