package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.PowerSupply.PowerCut;
import dev.holdfast.sim.mt3620.PowerSupply.Tear;
import dev.holdfast.sim.mt3620.TestChip.Software;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Change;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power at every page program, sector erase and fuse burn of a complete update, in three ways each. Cuts it again at every such
 * operation of the following boot. Tests that the chip runs the old or the new software. Here, a fuse burns completely or not at all.
 * {@code ChipPowerCutTest} covers partial burns.
 */
class PowerCutTest {
    @Test
    void an_update_survives_power_cuts_at_any_write_and_during_the_boot() throws Exception {
        sweep("mt3620");
    }

    @Test
    @Tag("sweep")
    void an_update_of_a_psa_part_survives_power_cuts_at_any_write() throws Exception {
        sweep("imx8");
    }

    @Test
    void a_download_continues_after_a_power_cut_at_any_write() throws Exception {
        downloads("mt3620");
    }

    @Test
    void a_download_of_an_operating_system_continues_after_a_power_cut_at_any_write() throws Exception {
        downloadsSystem("mt3620");
    }

    @Test
    @Tag("sweep")
    void a_download_of_a_psa_part_continues_after_a_power_cut_at_any_write() throws Exception {
        downloads("imx8");
    }

    @Test
    void a_late_confirmation_survives_power_cuts_at_any_write() throws Exception {
        confirms("mt3620");
    }

    @Test
    @Tag("sweep")
    void a_late_confirmation_of_a_psa_part_survives_power_cuts_at_any_write() throws Exception {
        confirms("imx8");
    }

    @Test
    void an_abandoned_trial_returns_after_a_power_cut_at_any_write() throws Exception {
        abandons("mt3620");
    }

    @Test
    @Tag("sweep")
    void an_abandoned_trial_of_a_psa_part_returns_after_a_power_cut_at_any_write() throws Exception {
        abandons("imx8");
    }

    @Test
    void a_staged_update_that_is_withdrawn_is_never_used() throws Exception {
        withdraws("mt3620");
    }

    @Test
    @Tag("sweep")
    void a_staged_update_of_a_psa_part_that_is_withdrawn_is_never_used() throws Exception {
        withdraws("imx8");
    }

    @Test
    void an_abandoned_trial_cannot_be_confirmed() throws Exception {
        Update update = Update.of(Profiles.find("mt3620"));
        TestChip trial = update.chip().copy();
        trial.install(update.set(), update.images());
        trial.abandonTrial();

        assertThatThrownBy(trial::confirm).isInstanceOf(IllegalStateException.class);

        assertThat(trial.copy().software()).isEqualTo(update.before());
    }

    /** Cuts the power at every write of the boot after all images of an update are staged. The chip keeps the old software. */
    private static void withdraws(String part) throws Exception {
        Update update = Update.of(Profiles.find(part));
        TestChip staged = update.chip().copy();
        staged.stage(update.set(), update.images());
        TestChip complete = staged.copy();
        recover(complete);
        assertThat(complete.copy().software()).isEqualTo(update.before());

        Set<Object> states = new HashSet<>();
        for (int boundary = 0; boundary < complete.power.used(); boundary++) {
            for (Tear tear : Tear.values()) {
                TestChip victim = staged.copy();
                cut(victim, boundary, tear, () -> recover(victim));
                if (states.add(victim.state())) {
                    assertThat(victim.copy().software()).isEqualTo(update.before());
                    update.requireToGoThrough(victim.copy());
                }
            }
        }
        update.requireToGoThrough(staged.copy());
    }

    /** Cuts the power while a trial is abandoned. The chip then is still on trial, or has returned. */
    private static void abandons(String part) throws Exception {
        Update update = Update.of(Profiles.find(part));
        TestChip trial = update.chip().copy();
        trial.install(update.set(), update.images());
        TestChip complete = trial.copy();
        complete.booted();
        int first = complete.power.used();
        complete.abandonTrial();
        assertThat(complete.copy().booted().change()).isEqualTo(Change.RETURNED);

        for (int boundary = first; boundary < complete.power.used(); boundary++) {
            for (Tear tear : Tear.values()) {
                TestChip victim = trial.copy();
                cut(victim, boundary, tear, () -> {
                    victim.booted();
                    victim.abandonTrial();
                });
                TestChip recovered = victim.copy();
                BootOutcome.Booted booted = recovered.booted();
                assertThat(recovered.running(booted))
                        .isEqualTo(booted.change() == Change.RETURNED ? update.before() : update.after());
                recovered.abandonTrial();
                assertThat(recovered.software()).isEqualTo(update.before());
            }
        }
    }

    /** Cuts the power while an update is confirmed in the last boot of its trial. The chip then has the old or the new software for ever. */
    private static void confirms(String part) throws Exception {
        Update update = Update.of(Profiles.find(part));
        TestChip trial = update.chip().copy();
        trial.install(update.set(), update.images());
        for (int boot = 1; boot < trial.profile.bootAttempts() - 1; boot++) {
            trial.booted();
        }
        TestChip complete = trial.copy();
        complete.booted();
        int first = complete.power.used();
        complete.confirm();

        Set<Change> seen = new HashSet<>();
        for (int boundary = first; boundary < complete.power.used(); boundary++) {
            for (Tear tear : Tear.values()) {
                TestChip victim = trial.copy();
                cut(victim, boundary, tear, () -> recover(victim));
                TestChip recovered = victim.copy();
                BootOutcome.Booted booted = recovered.booted();
                Software expected = booted.change() == Change.RETURNED ? update.before() : update.after();
                seen.add(booted.change());
                assertThat(recovered.running(booted)).isEqualTo(expected);
                recovered.confirm();
                assertThat(recovered.software()).isEqualTo(expected);
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Change.NONE, Change.RETURNED);
    }

    /** Cuts the power during the download and installation of an application of three and a half sectors, then continues. */
    private static void downloads(String part) throws Exception {
        ChipProfile profile = Profiles.find(part);
        TestRelease release = new TestRelease(profile, 1);
        downloads(
                TestChip.with(profile, release),
                List.of(release.application(
                        "toaster", 7 * profile.flash().sectorSize() / 2, TestRelease.INSTALLATION.imageKey())));
    }

    /** Does the same with an operating system that has one image of three and a half sectors. */
    private static void downloadsSystem(String part) throws Exception {
        ChipProfile profile = Profiles.find(part);
        TestRelease next = new TestRelease(profile, 2);
        ImagePackage large = next.system(
                ImageType.ROOT_FS, "a7-nw-root-fs", 7 * profile.flash().sectorSize() / 2);
        downloads(TestChip.with(profile, new TestRelease(profile, 1)), next.updateWith(large));
    }

    private static void downloads(TestChip chip, List<ImagePackage> images) throws Exception {
        chip.booted();
        chip.confirm();
        Blob set = TestRelease.INSTALLATION.manifest(1, images.toArray(ImagePackage[]::new));
        int sectors = images.stream().mapToInt(ImagePackage::length).max().orElseThrow()
                / chip.profile.flash().sectorSize();
        TestChip complete = chip.copy();
        complete.download(set, images, new AtomicInteger());
        Software after = complete.copy().software();

        Set<Integer> cuts = new HashSet<>();
        for (int boundary = 0; boundary < complete.power.used(); boundary++) {
            for (Tear tear : Tear.values()) {
                TestChip victim = chip.copy();
                AtomicInteger first = new AtomicInteger();
                cut(victim, boundary, tear, () -> victim.download(set, images, first));
                TestChip recovered = victim.copy();
                AtomicInteger rest = new AtomicInteger();
                recovered.download(set, images, rest);
                assertThat(recovered.software()).isEqualTo(after);
                // The sector that was written during the cut may be complete.
                assertThat(first.get() + rest.get())
                        .as("sectors received, cut at %d, %s", boundary, tear)
                        .isBetween(sectors - 1, sectors);
                cuts.add(first.get());
            }
        }
        assertThat(cuts).as("sectors before a cut").containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    /** Runs the test on a part. A boundary is the number of an operation at which the power can fail. */
    private static void sweep(String part) throws Exception {
        Update update = Update.of(Profiles.find(part));
        int boundaries = update.boundaries(true);
        int unconfirmed = update.boundaries(false);

        List<TestChip> afterOneCut = new ArrayList<>();
        Set<Object> states = new HashSet<>();
        Set<Software> seen = new HashSet<>();
        for (int boundary = 0; boundary < boundaries; boundary++) {
            for (Tear tear : Tear.values()) {
                TestChip victim = update.chip().copy();
                cut(victim, boundary, tear, () -> update.go(victim));
                if (states.add(victim.state())) {
                    afterOneCut.add(victim.copy());
                    seen.add(update.requireOldOrNew(victim.copy()));
                    update.requireToGoThrough(victim.copy());
                    if (boundary < unconfirmed) {
                        update.requireOldOrOnTrial(victim.copy());
                    }
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(update.before(), update.after());

        int recoveries = 0;
        for (TestChip state : afterOneCut) {
            TestChip recovered = state.copy();
            recover(recovered);
            int recovery = recovered.power.used();
            recoveries += recovery;
            for (int boundary = 0; boundary < recovery; boundary++) {
                for (Tear tear : Tear.values()) {
                    TestChip victim = state.copy();
                    cut(victim, boundary, tear, () -> recover(victim));
                    if (states.add(victim.state())) {
                        update.requireOldOrNew(victim.copy());
                        update.requireToGoThrough(victim.copy());
                    }
                }
            }
        }
        System.out.printf(
                "%s: %d boundaries of the update, %d distinct states after a cut; %d boundaries of the boots after"
                        + " them, %d distinct states in all%n",
                part, boundaries, afterOneCut.size(), recoveries, states.size());
    }

    private interface Step {
        void install() throws Exception;
    }

    /** Cuts the power at a boundary of {@code life}. */
    private static void cut(TestChip victim, int boundary, Tear tear, Step life) throws Exception {
        victim.power.failAfter(boundary, tear);
        boolean failed = false;
        try {
            life.install();
        } catch (PowerCut expected) {
            failed = true;
        }
        assertThat(failed).as("power was cut at %d", boundary).isTrue();
    }

    /** Boots and confirms. */
    private static void recover(TestChip chip) throws IOException {
        chip.booted();
        chip.confirm();
    }

    /** An update of all components. The new operating system boots only with the new keystore. */
    private record Update(TestChip chip, Blob set, List<ImagePackage> images, Software before, Software after) {
        static Update of(ChipProfile profile) throws Exception {
            TestRelease first = new TestRelease(profile, 1);
            TestRelease second = new TestRelease(profile, 2);
            ImagePackage application = first.application("toaster");
            TestChip chip = TestChip.with(profile, first);
            chip.update(TestRelease.INSTALLATION.manifest(1, application), List.of(application));
            List<ImagePackage> images = new ArrayList<>(second.update());
            images.add(second.application("toaster"));
            Blob set = TestRelease.INSTALLATION.manifest(2, images.toArray(ImagePackage[]::new));
            TestChip complete = chip.copy();
            complete.update(set, images);
            Software before = chip.copy().software();
            Software after = complete.copy().software();
            assertThat(after.measured()).doesNotContainAnyElementsOf(before.measured());
            assertThat(after.keystore()).isNotEqualTo(before.keystore());
            return new Update(chip.copy(), set, images, before, after);
        }

        /** Installs and confirms the update. */
        void go(TestChip victim) throws Exception {
            victim.update(set, images);
        }

        /** Returns the number of operations of the update, up to its trial or, if {@code confirmed}, to its confirmation. */
        int boundaries(boolean confirmed) throws Exception {
            TestChip complete = chip.copy();
            complete.install(set, images);
            if (confirmed) {
                complete.confirm();
            }
            return complete.power.used();
        }

        /**
         * Boots, and asserts that the old or the new software runs. If the boot is a trial of an update, repeats it without confirmation
         * until the rollback.
         */
        Software requireOldOrNew(TestChip cut) throws IOException {
            BootOutcome.Booted booted = cut.booted();
            Software first = cut.running(booted);
            assertThat(first).isIn(before, after);
            for (int boot = 0; booted.change() == Change.INSTALLED; boot++) {
                assertThat(boot).isLessThan(chip.profile.bootAttempts());
                booted = cut.booted();
                assertThat(cut.running(booted)).isIn(before, after);
            }
            return first;
        }

        /** Boots, and asserts that the new software runs only as a trial. */
        void requireOldOrOnTrial(TestChip cut) throws IOException {
            BootOutcome.Booted booted = cut.booted();
            assertThat(booted.change() == Change.INSTALLED)
                    .isEqualTo(cut.running(booted).equals(after));
        }

        /** Installs the update again, and asserts that the new software then runs. */
        void requireToGoThrough(TestChip cut) throws Exception {
            go(cut);
            assertThat(cut.software()).as("the update goes through later on").isEqualTo(after);
        }
    }
}
