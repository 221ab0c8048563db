package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with which keys a device verifies manifest sets and images, and how these keys are replaced. */
class KeyReplacementTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final TestInstallation WITH_NEXT_SET_KEY = INSTALLATION.withNewKeystore();
    private static final TestInstallation WITH_NEXT_IMAGE_KEY = INSTALLATION.withNewImageKey();

    @TempDir
    private Path directory;

    private Factory factory;
    private Mt3620 chip;
    private ImagePackage application;

    @BeforeEach
    void a_chip_that_runs_an_application() throws Exception {
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.06", Scenario.named("smoke")), chips, made -> {});
        chip = Mt3620.open(chips.resolve(batch.devices().getFirst().text().substring(0, 32)));
        application = INSTALLATION.release(factory.application("toaster", "1.0", 500));
        install(INSTALLATION.manifest(1, application), List.of(application));
    }

    @Test
    void an_image_must_be_signed_by_a_key_that_the_set_names() throws Exception {
        ImagePackage foreign = WITH_NEXT_IMAGE_KEY.release(factory.application("toaster", "2.0", 500));

        refused(Reason.IMAGE_NOT_TRUSTED, () -> install(INSTALLATION.manifest(2, foreign), List.of(foreign)));
        install(INSTALLATION.manifestNaming(List.of(WITH_NEXT_IMAGE_KEY.imageKey()), 3, foreign), List.of(foreign));

        assertThat(measured(foreign)).isTrue();
    }

    @Test
    void images_of_an_old_and_a_new_image_key_run_together_with_the_same_keystore() throws Exception {
        ImagePackage another = WITH_NEXT_IMAGE_KEY.release(factory.application("clock", "1.0", 500));
        InstalledImage keystore = chip.storedImages().get(1);

        install(
                INSTALLATION.manifestNaming(
                        List.of(INSTALLATION.imageKey(), WITH_NEXT_IMAGE_KEY.imageKey()), 2, application, another),
                List.of(another));

        assertThat(measured(application)).isTrue();
        assertThat(measured(another)).isTrue();
        assertThat(chip.storedImages()).contains(keystore);
    }

    @Test
    void a_set_that_names_another_image_key_changes_no_image_and_restarts_nothing() throws Exception {
        List<InstalledImage> before = chip.storedImages();
        Blob set = INSTALLATION.manifestNaming(
                List.of(WITH_NEXT_IMAGE_KEY.imageKey(), INSTALLATION.imageKey()), 1, application);

        assertThat(updater().plan(set, TestInstallation.allowed())).isEmpty();

        assertThat(chip.installedSet().digest()).isEqualTo(Digest.sha256(set.bytes()));
        assertThat(chip.storedImages()).isSubsetOf(before);
        booted();
        assertThat(measured(application)).isTrue();
    }

    @Test
    void a_set_of_the_operating_system_removes_applications_whose_key_it_does_not_name() throws Exception {
        List<ImagePackage> release = factory.osRelease("26.09");
        ImagePackage[] images = release.toArray(ImagePackage[]::new);

        install(INSTALLATION.manifestNaming(List.of(WITH_NEXT_IMAGE_KEY.imageKey()), 2, images), release);

        assertThat(measured(application)).isFalse();
        assertThat(chip.pluton().measurements())
                .containsExactlyElementsOf(
                        release.stream().map(ImagePackage::measure).toList());
    }

    @Test
    void replacing_the_set_key_keeps_applications_running_and_ends_trust_in_the_old_key() throws Exception {
        List<ImagePackage> release = rotation();
        ImagePackage[] images = with(release, application);
        ImagePackage next = INSTALLATION.release(factory.application("toaster", "2.0", 500));

        install(INSTALLATION.manifestOfBoth(WITH_NEXT_SET_KEY, 1, application), List.of());
        assertThat(measured(application)).isTrue();
        install(INSTALLATION.manifestOfBoth(WITH_NEXT_SET_KEY, 2, images), release);

        assertThat(measured(application)).isTrue();
        refused(Reason.MANIFEST_NOT_TRUSTED, () -> install(INSTALLATION.manifest(3, next), List.of(next)));
        install(WITH_NEXT_SET_KEY.manifest(3, next), List.of(next));
        assertThat(measured(next)).isTrue();
    }

    @Test
    void a_keystore_whose_set_key_did_not_sign_the_set_is_refused() throws Exception {
        List<ImagePackage> release = rotation();

        refused(Reason.KEYSTORE_REFUSED, () -> install(INSTALLATION.manifest(2, with(release, application)), release));

        assertThat(booted()).isInstanceOf(BootOutcome.Booted.class);
        assertThat(measured(application)).isTrue();
    }

    @Test
    void a_failed_replacement_of_the_set_key_returns_to_the_old_keystore_and_its_set() throws Exception {
        List<ImagePackage> release = rotation();
        Updater updater = updater();
        UpdatePlan plan = updater.plan(
                        INSTALLATION.manifestOfBoth(WITH_NEXT_SET_KEY, 2, with(release, application)),
                        TestInstallation.allowed())
                .orElseThrow();
        stage(updater, plan, release);
        updater.commit(plan, TestInstallation.allowed());
        FlashWear.everywhere(chip.directory(), release.getLast());
        chip = Mt3620.open(chip.directory());

        assertThat(booted().change()).isEqualTo(BootOutcome.Change.RETURNED);

        assertThat(measured(application)).isTrue();
        chip.confirm();
        ImagePackage next = INSTALLATION.release(factory.application("toaster", "2.0", 500));
        install(INSTALLATION.manifest(3, next), List.of(next));
        assertThat(measured(next)).isTrue();
    }

    private List<ImagePackage> rotation() {
        return factory.rotation("26.10", Factory.mt3620(), ImageSizes.SCALED_DOWN, WITH_NEXT_SET_KEY.keys());
    }

    private static ImagePackage[] with(List<ImagePackage> release, ImagePackage application) {
        List<ImagePackage> all = new ArrayList<>(release);
        all.add(application);
        return all.toArray(ImagePackage[]::new);
    }

    private boolean measured(ImagePackage image) {
        return chip.pluton().measurements().contains(image.measure());
    }

    private BootOutcome.Booted booted() throws IOException {
        return (BootOutcome.Booted) chip.boot();
    }

    private Updater updater() throws IOException {
        Updater updater = chip.updater(booted().trust(), InstantSource.system());
        chip.confirm();
        return updater;
    }

    /** Installs a manifest set, boots and confirms. */
    private void install(Blob set, List<ImagePackage> available) throws Exception {
        Updater updater = updater();
        Optional<UpdatePlan> plan = updater.plan(set, TestInstallation.allowed());
        if (plan.isPresent()) {
            stage(updater, plan.get(), available);
            updater.commit(plan.get(), TestInstallation.allowed());
            assertThat(booted().change()).isEqualTo(BootOutcome.Change.INSTALLED);
            chip.confirm();
        }
    }

    private static void stage(Updater updater, UpdatePlan plan, List<ImagePackage> available) throws Exception {
        for (ManifestSet.Entry entry : plan.missing()) {
            updater.stage(plan, entry, Blob.of(TestChip.named(entry, available).bytes()));
        }
    }

    private static void refused(Reason reason, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
