package dev.holdfast.sim.mt3620.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a device starts customers' images only with the signed manifest set that its boot manifest records. */
class StoredSetTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private Path chip;
    private ImagePackage application;
    private BootManifest sound;

    @BeforeEach
    void a_chip_that_runs_an_application() throws Exception {
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.06", Scenario.named("smoke")), chips, made -> {});
        chip = chips.resolve(batch.devices().getFirst().text().substring(0, 32));
        application = INSTALLATION.release(factory.application("toaster", "1.0", 500));
        Mt3620 device = Mt3620.open(chip);
        Updater updater = device.updater(((BootOutcome.Booted) device.boot()).trust(), InstantSource.system());
        device.confirm();
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed())
                .orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(application.bytes()));
        updater.commit(plan, TestInstallation.allowed());
        device.boot();
        device.confirm();
        sound = manifest();
    }

    @Test
    void without_its_valid_manifest_set_a_device_starts_the_operating_system_only() throws Exception {
        Blob own = sound.current().signedSet();
        byte[] altered = own.bytes();
        altered[altered.length - 1] ^= 1;
        Map<String, ImageSet> others = new LinkedHashMap<>();
        others.put("none", sound.current().of(InstalledSet.NONE, Blob.of(new byte[0])));
        others.put("altered", stored(Blob.of(altered)));
        others.put("missing", stored(Blob.of(new byte[0])));
        others.put("another one than recorded", stored(INSTALLATION.manifest(2, application)));
        others.put(
                "another group's",
                stored(INSTALLATION.manifest(
                        new Audience(new UUID(0, 1), new UUID(9, 9), "MT3620AN"), 1, application)));
        others.put(
                "of another signer",
                stored(TestInstallation.manifest(1, Duration.ofDays(1), new TestInstallation.Signer(), application)));

        for (Map.Entry<String, ImageSet> other : others.entrySet()) {
            write(other.getValue());
            List<String> console = new ArrayList<>();
            Mt3620 device = Mt3620.open(chip, console::add);

            assertThat(device.boot())
                    .as(other.getKey())
                    .isInstanceOfSatisfying(
                            BootOutcome.Booted.class,
                            booted -> assertThat(booted.omitted())
                                    .containsExactly(application.metadata().component()));
            assertThat(device.pluton().measurements()).hasSize(13).doesNotContain(application.measure());
            assertThat(console).singleElement().asString().contains("manifest set");
        }
        write(sound.current());
        Mt3620 device = Mt3620.open(chip);
        device.boot();
        assertThat(device.pluton().measurements()).contains(application.measure());
    }

    @Test
    void the_longest_manifest_sets_fit_the_boot_manifest() throws Exception {
        InstalledImage image = sound.current().images().getFirst();
        ImageSet largest = new ImageSet(
                sound.current().set(),
                Blob.of(new byte[4096]),
                Bank.A,
                Bank.A,
                java.util.Collections.nCopies(23, image));
        BootManifest manifest =
                new BootManifest(7, BootOutcome.Change.INSTALLED, largest, Optional.of(largest), InstalledSet.NONE);
        PartitionMap partitions = Factory.mt3620().partitionMap();

        assertThat(BootManifestFormat.encode(manifest).length)
                .isLessThanOrEqualTo(partitions.get(PartitionType.BOOT_MANIFEST).length() - 256);
    }

    /** Returns the images in use with other bytes in place of the signed manifest set. */
    private ImageSet stored(Blob signed) {
        return sound.current().of(sound.current().set(), signed);
    }

    private BootManifest manifest() throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        return new BootManifestStore(flash, partitions).read().orElseThrow().manifest();
    }

    /** Writes both copies of the boot manifest. */
    private void write(ImageSet images) throws IOException {
        FlashLog flash = FlashLog.open(chip.resolve("flash"));
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        byte[] manifest = BootManifestFormat.encode(new BootManifest(
                sound.generation(), BootOutcome.Change.NONE, images, Optional.empty(), InstalledSet.NONE));
        for (PartitionType copy : List.of(PartitionType.BOOT_MANIFEST, PartitionType.BOOT_MANIFEST_BACKUP)) {
            new Pages(flash).write(partitions.get(copy).address(), manifest);
        }
    }
}
