package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Change;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import dev.holdfast.sim.mt3620.update.Updater;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests behavior that all parts (chip models) have, whatever their flash and components. */
class EveryPartTest {
    private static final int APPLICATION_DEVELOPMENT = 11;

    /** A chip with release 1 installed, and release 2 as an update for it. */
    private record Bench(TestRelease first, TestRelease second, TestChip chip) {
        static Bench with(String part) throws IOException {
            ChipProfile profile = Profiles.find(part);
            TestRelease first = new TestRelease(profile, 1);
            return new Bench(first, new TestRelease(profile, 2), TestChip.with(profile, first));
        }

        /** Returns a signed manifest set. */
        static Blob set(long version, List<ImagePackage> images) {
            return TestRelease.INSTALLATION.manifest(version, images.toArray(ImagePackage[]::new));
        }

        /** Boots and confirms the chip. Returns its updater. */
        Updater updater() throws IOException {
            BootOutcome.Booted booted = chip.booted();
            chip.confirm();
            return chip.updater(booted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void an_update_that_crashes_at_every_boot_is_rolled_back(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> images = bench.second().update();
        TestChip.Software before = bench.chip().copy().software();
        bench.chip().install(Bench.set(1, images), images);

        for (int boot = 2; boot <= bench.chip().profile.bootAttempts(); boot++) {
            assertThat(bench.chip().booted().change()).isEqualTo(Change.INSTALLED);
        }
        BootOutcome.Booted returned = bench.chip().booted();

        assertThat(returned.change()).isEqualTo(Change.RETURNED);
        assertThat(bench.chip().copy().software()).isEqualTo(before);
        bench.chip().confirm();
        refused(
                Reason.MANIFEST_FAILED_BEFORE,
                () -> bench.chip().updater(returned).plan(Bench.set(1, images), TestInstallation.allowed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_confirmed_update_stays(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> images = bench.second().update();
        bench.chip().update(Bench.set(1, images), images);
        TestChip.Software updated = bench.chip().copy().software();

        for (int boot = 0; boot < 10; boot++) {
            assertThat(bench.chip().booted().change()).isEqualTo(Change.NONE);
        }
        assertThat(bench.chip().software()).isEqualTo(updated);
        assertThat(bench.chip().console).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void images_come_in_order_keystore_then_system_then_applications(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> images = new ArrayList<>(bench.second().update());
        images.add(bench.second().application("toaster"));
        Updater updater = bench.updater();
        UpdatePlan plan =
                updater.plan(Bench.set(1, images), TestInstallation.allowed()).orElseThrow();
        assertThat(plan.missing()).hasSameSizeAs(images);

        for (ManifestSet.Entry late : plan.missing().subList(1, images.size())) {
            refused(Reason.OUT_OF_ORDER, () -> stage(updater, plan, late, images));
        }
        for (ManifestSet.Entry entry : plan.missing().subList(0, images.size() - 1)) {
            stage(updater, plan, entry, images);
            refused(Reason.NOT_STAGED, () -> updater.commit(plan, TestInstallation.allowed()));
        }
        stage(updater, plan, plan.missing().getLast(), images);
        updater.commit(plan, TestInstallation.allowed());

        assertThat(bench.chip().booted().change()).isEqualTo(Change.INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_keystore_without_the_manifest_that_lists_it_is_refused(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> alone = bench.second().all();
        refused(Reason.KEYSTORE_REFUSED, () -> bench.updater().plan(Bench.set(1, alone), TestInstallation.allowed()));

        List<ImagePackage> listedOtherwise = new ArrayList<>(alone);
        // This base manifest lists the certificate store, but not the keystore.
        listedOtherwise.addFirst(bench.second().baseManifest(alone.get(1)));
        Updater updater = bench.updater();
        UpdatePlan plan = updater.plan(Bench.set(2, listedOtherwise), TestInstallation.allowed())
                .orElseThrow();
        stage(updater, plan, plan.missing().get(0), listedOtherwise);
        refused(
                Reason.KEYSTORE_REFUSED,
                () -> stage(updater, plan, plan.missing().get(1), listedOtherwise));
        assertThat(bench.chip().booted().change()).isEqualTo(Change.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_keystore_that_is_not_newer_is_refused(String part) throws Exception {
        Bench bench = Bench.with(part);
        ImagePackage again = bench.second().keystore(1);
        List<ImagePackage> images = List.of(bench.second().baseManifest(again), again);

        refused(
                Reason.KEYSTORE_NOT_NEWER,
                () -> bench.updater().plan(Bench.set(1, images), TestInstallation.allowed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_second_kernel_is_refused(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> images = List.of(bench.first().system(ImageType.NORMAL_WORLD_KERNEL, "another kernel"));

        refused(
                Reason.MULTIPLE_COMPONENTS,
                () -> bench.updater().plan(Bench.set(1, images), TestInstallation.allowed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void applications_above_the_quota_are_refused(String part) throws Exception {
        Bench bench = Bench.with(part);
        int quota = bench.chip().profile.applicationQuota();
        ImagePackage large = bench.first().application("large", quota, TestRelease.INSTALLATION.imageKey());

        refused(
                Reason.OUT_OF_SPACE,
                () -> bench.updater().plan(Bench.set(1, List.of(large)), TestInstallation.allowed()));
        assertThat(Reason.OUT_OF_SPACE.error().code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void during_application_development_only_the_system_is_updated(String part) throws Exception {
        Bench bench = Bench.with(part);
        bench.chip().fuses.enable(APPLICATION_DEVELOPMENT);
        ImagePackage released = bench.first().application("toaster");
        refused(
                Reason.APPLICATION_DEVELOPMENT,
                () -> bench.updater().plan(Bench.set(1, List.of(released)), TestInstallation.allowed()));

        List<ImagePackage> all = new ArrayList<>(bench.second().update());
        all.add(released);
        bench.chip().update(Bench.set(2, all), all);

        assertThat(bench.chip().copy().software().measured())
                // The first image of the operating system, after base manifest, keystore and certificate store.
                .contains(all.get(3).measure())
                .doesNotContain(released.measure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_sideloaded_application_runs_while_development_is_enabled(String part) throws Exception {
        Bench bench = Bench.with(part);
        ImagePackage own = bench.first().application("toaster", 40, TestRelease.DEVELOPER);
        BootOutcome.Booted booted = bench.chip().booted();
        refused(
                Reason.NO_APPLICATION_DEVELOPMENT,
                () -> bench.chip().sideload(booted).install(Blob.of(own.bytes())));

        bench.chip().fuses.enable(APPLICATION_DEVELOPMENT);
        bench.chip().sideload(booted).install(Blob.of(own.bytes()));
        assertThat(bench.chip().software().measured()).contains(own.measure());
        bench.chip().confirm();

        bench.chip().fuses.disable(APPLICATION_DEVELOPMENT);
        BootOutcome.Booted without = bench.chip().booted();
        assertThat(without.omitted()).containsExactly(own.metadata().component());
        assertThat(bench.chip().fuses.measurements()).doesNotContain(own.measure());

        bench.chip().fuses.enable(APPLICATION_DEVELOPMENT);
        bench.chip().sideload(bench.chip().booted()).remove(own.metadata().component());
        assertThat(bench.chip().booted().omitted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void a_customers_image_cannot_be_sideloaded(String part) throws Exception {
        Bench bench = Bench.with(part);
        bench.chip().fuses.enable(APPLICATION_DEVELOPMENT);
        Blob released = Blob.of(bench.first().application("toaster").bytes());

        refused(
                Reason.IMAGE_NOT_TRUSTED,
                () -> bench.chip().sideload(bench.chip().booted()).install(released));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt3620", "imx8"})
    void during_a_trial_nothing_else_is_installed(String part) throws Exception {
        Bench bench = Bench.with(part);
        List<ImagePackage> images = List.of(bench.first().application("toaster"));
        BootOutcome.Booted trial = bench.chip().install(Bench.set(1, images), images);

        refused(
                Reason.UPDATE_IN_PROGRESS,
                () -> bench.chip().updater(trial).plan(Bench.set(2, List.of()), TestInstallation.allowed()));
    }

    /** Passes the image of an entry to the updater. */
    private static void stage(Updater updater, UpdatePlan plan, ManifestSet.Entry entry, List<ImagePackage> images)
            throws Exception {
        updater.stage(plan, entry, Blob.of(TestChip.named(entry, images).bytes()));
    }

    private static void refused(Reason reason, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
