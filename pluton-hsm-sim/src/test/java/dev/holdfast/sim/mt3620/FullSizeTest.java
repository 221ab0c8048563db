package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.ReadyToShip;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an MT3620 with images of the documented sizes (release 20.05). All other tests use smaller images. */
class FullSizeTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int MEGABYTE = 1024 * 1024;
    /** Size in bytes of the 17 images of the documented recovery set, of which 13 are the components of a release. */
    private static final int RECOVERY_SET = 5_390_752;

    @TempDir
    private Path directory;

    private ChipProfile part;
    private Factory factory;
    private Path chip;

    @BeforeEach
    void a_chip_with_a_release_in_full() throws Exception {
        part = Profiles.find("mt3620");
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        BatchOrder order = new BatchOrder(
                FleetPlan.of(Scenario.named("smoke"), 1, 1),
                Profiles.text("mt3620"),
                INSTALLATION.keys(),
                "26.09",
                ImageSizes.FULL,
                Optional.empty());
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(order, chips, made -> {});
        chip = chips.resolve(batch.devices().getFirst().text().substring(0, 32));
    }

    @Test
    void release_backups_update_and_applications_fit_the_flash() throws Exception {
        List<ImagePackage> next = factory.osRelease("26.10", part, ImageSizes.FULL);
        assertThat(next.stream().map(ImagePackage::length))
                .containsExactlyElementsOf(part.components().stream()
                        .map(ChipProfile.Component::size)
                        .toList());
        assertThat(part.partitionMap().get(PartitionType.FIRMWARE).length())
                .as("each image begins in a sector of its own")
                .isGreaterThan(RECOVERY_SET + 17 * part.flash().sectorSize());
        Mt3620 device = Mt3620.open(chip);
        assertThat(new ReadyToShip("26.09", ImageSizes.FULL, Set.of()).check(device))
                .allMatch(ReadyToShip.Check::passed);
        assertThat(new ReadyToShip("26.09", ImageSizes.SCALED_DOWN, Set.of()).check(device))
                .as("a build of other size is another build")
                .anyMatch(check -> !check.passed());

        List<ImagePackage> images = new ArrayList<>(next);
        images.add(application("first", MEGABYTE / 2));
        images.add(application("second", MEGABYTE / 2));
        update(device, 1, images);

        List<Measurement> running = images.stream().map(ImagePackage::measure).toList();
        Mt3620 updated = Mt3620.open(chip);
        assertThat(updated.boot())
                .isInstanceOfSatisfying(
                        BootOutcome.Booted.class,
                        booted -> assertThat(booted.change()).isEqualTo(BootOutcome.Change.INSTALLED));
        updated.confirm();
        assertThat(updated.pluton().measurements()).containsExactlyElementsOf(running);

        ImagePackage kernel = next.stream()
                .filter(image -> image.metadata().type() == ImageType.NORMAL_WORLD_KERNEL)
                .findFirst()
                .orElseThrow();
        FlashWear.copy(chip, kernel, 0);
        Mt3620 worn = Mt3620.open(chip);
        assertThat(worn.boot()).isInstanceOf(BootOutcome.Booted.class);
        assertThat(worn.pluton().measurements()).containsExactlyElementsOf(running);
    }

    @Test
    void applications_have_a_total_limit_of_one_megabyte() throws Exception {
        Mt3620 device = Mt3620.open(chip);
        List<ImagePackage> most = List.of(application("first", MEGABYTE - 400), application("second", 400));
        List<ImagePackage> oneMore = List.of(application("first", MEGABYTE - 400), application("second", 401));
        Updater updater = updater(device);

        assertThatThrownBy(() -> updater.plan(set(1, oneMore), TestInstallation.allowed()))
                .isInstanceOfSatisfying(UpdateRefusedException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.OUT_OF_SPACE);
                    assertThat(refusal.reason().error().code()).isEqualTo(2);
                });
        assertThat(updater.plan(set(2, most), TestInstallation.allowed())).isPresent();
    }

    /** Builds an application whose image package has this length in bytes. */
    private ImagePackage application(String name, int length) {
        int around = factory.application(name, "1.0", 1).length() - 1;
        return INSTALLATION.release(factory.application(name, "1.0", length - around));
    }

    private static Blob set(long version, List<ImagePackage> images) {
        return INSTALLATION.manifest(version, images.toArray(ImagePackage[]::new));
    }

    private static Updater updater(Mt3620 device) throws Exception {
        BootOutcome.Booted booted = (BootOutcome.Booted) device.boot();
        device.confirm();
        return device.updater(booted.trust(), InstantSource.system());
    }

    private static void update(Mt3620 device, long version, List<ImagePackage> images) throws Exception {
        Updater updater = updater(device);
        UpdatePlan plan =
                updater.plan(set(version, images), TestInstallation.allowed()).orElseThrow();
        for (ManifestSet.Entry entry : plan.missing()) {
            updater.stage(plan, entry, Blob.of(TestChip.named(entry, images).bytes()));
        }
        updater.commit(plan, TestInstallation.allowed());
    }
}
