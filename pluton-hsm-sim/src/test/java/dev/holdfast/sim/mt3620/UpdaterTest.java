package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.update.InstallScope;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which manifest sets and images a chip accepts, and how it installs them. */
class UpdaterTest {
    private static final Audience AUDIENCE = TestInstallation.AUDIENCE;
    private static final Member MEMBER = TestInstallation.MEMBER;
    private static final UUID ROLLOUT = new UUID(7, 7);
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private Factory factory;
    private Mt3620 chip;
    private Updater updater;

    @BeforeEach
    void a_booted_chip() throws IOException {
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Path chips = directory.resolve("chips");
        var batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.06", Scenario.named("smoke")), chips, made -> {});
        chip = Mt3620.open(chips.resolve(batch.devices().getFirst().text().substring(0, 32)));
        BootOutcome.Booted booted = (BootOutcome.Booted) chip.boot();
        chip.confirm();
        updater = chip.updater(booted.trust(), InstantSource.system());
    }

    @Test
    void an_application_is_installed_measured_and_replaced() throws Exception {
        ImagePackage first = application("1.0");
        ImagePackage second = application("2.0");

        install(INSTALLATION.manifest(1, first), first);
        assertThat(chip.pluton().measurements()).contains(first.measure());
        install(INSTALLATION.manifest(2, second), second);

        assertThat(chip.pluton().measurements()).contains(second.measure()).doesNotContain(first.measure());
        assertThat(chip.manifestVersion()).isEqualTo(2);
    }

    @Test
    void a_set_without_an_application_removes_it_and_keeps_the_operating_system() throws Exception {
        ImagePackage application = application("1.0");
        install(INSTALLATION.manifest(1, application), application);

        install(INSTALLATION.manifest(2));

        assertThat(chip.pluton().measurements())
                .containsExactlyElementsOf(factory.osRelease("26.06").stream()
                        .map(ImagePackage::measure)
                        .toList());
    }

    @Test
    void a_set_of_the_operating_system_alone_leaves_applications_where_they_are() throws Exception {
        ImagePackage application = application("1.0");
        install(INSTALLATION.manifest(1, application), application);
        ImagePackage[] release = factory.osRelease("26.09").toArray(ImagePackage[]::new);

        install(INSTALLATION.manifest(2, release), release);

        assertThat(chip.pluton().measurements())
                .contains(application.measure())
                .containsAll(Stream.of(release).map(ImagePackage::measure).toList());
        assertThat(chip.manifestVersion()).isEqualTo(2);
    }

    @Test
    void an_operating_system_is_replaced_component_by_component() throws Exception {
        List<ImagePackage> release = factory.osRelease("26.09");

        install(INSTALLATION.manifest(1, release.toArray(ImagePackage[]::new)), release.toArray(ImagePackage[]::new));

        assertThat(chip.pluton().measurements())
                .containsExactlyElementsOf(
                        release.stream().map(ImagePackage::measure).toList());
    }

    @Test
    void the_set_in_use_needs_no_update() throws Exception {
        ImagePackage application = application("1.0");
        install(INSTALLATION.manifest(1, application), application);

        assertThat(updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed()))
                .isEmpty();
    }

    @Test
    void a_set_on_trial_that_was_signed_again_leaves_the_trial_as_it_is() throws Exception {
        ImagePackage application = application("1.0");
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed())
                .orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(application.bytes()));
        updater.commit(plan, TestInstallation.allowed());
        BootOutcome.Booted trial = (BootOutcome.Booted) chip.boot();
        Updater onTrial = chip.updater(trial.trust(), InstantSource.system());

        assertThat(onTrial.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed()))
                .isEmpty();
        refused(
                Reason.UPDATE_IN_PROGRESS,
                () -> onTrial.plan(INSTALLATION.manifest(2, application), TestInstallation.allowed()));
    }

    @Test
    void a_set_older_than_the_installed_or_the_lowest_valid_one_is_refused() throws Exception {
        ImagePackage application = application("1.0");
        install(INSTALLATION.manifest(5, application), application);

        refused(
                Reason.MANIFEST_ROLLED_BACK,
                () -> updater.plan(INSTALLATION.manifest(4, application("2.0")), TestInstallation.allowed()));
        refused(
                Reason.MANIFEST_ROLLED_BACK,
                () -> updater.plan(INSTALLATION.manifest(6, application("2.0")), allowed(AUDIENCE, 7)));
    }

    @Test
    void a_set_for_another_catalog_group_or_part_is_refused_and_changes_nothing() throws Exception {
        List<Audience> others = List.of(
                new Audience(new UUID(9, 9), AUDIENCE.group(), AUDIENCE.part()),
                new Audience(AUDIENCE.catalog(), new UUID(9, 9), AUDIENCE.part()),
                new Audience(AUDIENCE.catalog(), AUDIENCE.group(), "IMX8-CLASS"));
        for (Audience other : others) {
            refused(
                    Reason.MANIFEST_FOR_OTHERS,
                    () -> updater.plan(
                            INSTALLATION.manifest(other, 1L << 30, application("2.0")), TestInstallation.allowed()));
        }
        ImagePackage own = application("1.0");

        install(INSTALLATION.manifest(1, own), own);

        assertThat(chip.manifestVersion()).isEqualTo(1);
    }

    @Test
    void a_set_of_a_rollout_is_refused_by_devices_that_it_did_not_open() throws Exception {
        MemberList others = MemberList.of(Set.of(MEMBER.hash() + 1), Set.of());
        MemberList own = MemberList.of(Set.of(MEMBER.hash()), Set.of());
        MemberList exempt = MemberList.of(Set.of(MEMBER.hash()), Set.of(MEMBER.hash()));
        List<OfferedSet> hostile = List.of(
                ofRollout(1, 9_999, MemberList.EMPTY, MemberList.EMPTY),
                ofRollout(0, 0, others, others),
                ofRollout(0, 0, own, MemberList.EMPTY),
                ofRollout(0, 0, others, own),
                ofRollout(0, 10_000, exempt, exempt),
                ofRollout(0, 10_000, exempt, own));

        for (OfferedSet set : hostile) {
            refused(Reason.MANIFEST_FOR_OTHERS, () -> updater.plan(set, TestInstallation.allowed()));
        }
        assertThat(updater.plan(ofRollout(0, 1, MemberList.EMPTY, MemberList.EMPTY), TestInstallation.allowed()))
                .isPresent();
        assertThat(updater.plan(ofRollout(1, 0, own, own), TestInstallation.allowed()))
                .isPresent();
    }

    @Test
    void a_set_of_a_rollout_is_installed_and_followed_by_the_set_of_all_devices() throws Exception {
        ImagePackage first = application("1.0");
        ImagePackage second = application("2.0");

        install(INSTALLATION.manifest(RolloutAudience.of(ROLLOUT, 0, 1, MemberList.EMPTY), 5, first), first);
        assertThat(chip.pluton().measurements()).contains(first.measure());
        refused(
                Reason.MANIFEST_ROLLED_BACK,
                () -> updater.plan(INSTALLATION.manifest(4, second), TestInstallation.allowed()));
        install(INSTALLATION.manifest(6, second), second);

        assertThat(chip.pluton().measurements()).contains(second.measure());
    }

    /** Returns a set of a rollout for an arc and {@code list}, which came with the list {@code received}. */
    private OfferedSet ofRollout(int seed, int buckets, MemberList list, MemberList received) {
        RolloutAudience rollout = RolloutAudience.of(ROLLOUT, seed, buckets, list);
        return new OfferedSet(INSTALLATION.manifest(rollout, 1, application("1.0")), Blob.of(received.bytes()));
    }

    @Test
    void a_set_for_the_next_group_may_have_a_lower_version() throws Exception {
        ImagePackage first = application("1.0");
        ImagePackage second = application("2.0");
        Audience next = new Audience(AUDIENCE.catalog(), new UUID(0, 3), AUDIENCE.part());
        install(INSTALLATION.manifest(5, first), first);

        UpdatePlan plan = updater.plan(INSTALLATION.manifest(next, 2, second), allowed(next, 0))
                .orElseThrow();

        assertThat(plan.version()).isEqualTo(2);
    }

    @Test
    void a_version_far_above_the_lowest_valid_one_is_refused() throws Exception {
        long highest = 7 + (1L << 31);

        assertThat(updater.plan(INSTALLATION.manifest(highest, application("1.0")), allowed(AUDIENCE, 7)))
                .isPresent();
        refused(
                Reason.MANIFEST_VERSION_TOO_HIGH,
                () -> updater.plan(INSTALLATION.manifest(highest + 1, application("1.0")), allowed(AUDIENCE, 7)));
    }

    @Test
    void nothing_is_installed_without_a_result_of_this_boot_of_the_last_24_hours() throws Exception {
        ImagePackage application = application("1.0");
        Blob set = INSTALLATION.manifest(1, application);
        Instant now = Instant.now();
        Optional<InstallScope> old = Optional.of(
                new InstallScope(AUDIENCE, MEMBER, 0, now.minusSeconds(60), now.minus(Duration.ofHours(25))));

        refused(Reason.NO_FRESH_RESULT, () -> updater.plan(set, Optional.empty()));
        refused(Reason.NO_FRESH_RESULT, () -> updater.plan(set, old));
        UpdatePlan plan = updater.plan(set, TestInstallation.allowed()).orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(application.bytes()));
        refused(Reason.NO_FRESH_RESULT, () -> updater.commit(plan, old));
    }

    @Test
    void a_set_that_expires_before_the_commit_is_refused() throws Exception {
        ImagePackage application = application("1.0");
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed())
                .orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(application.bytes()));
        Instant later = Instant.now().plus(Duration.ofDays(8));

        refused(
                Reason.MANIFEST_EXPIRED,
                () -> updater.commit(plan, Optional.of(new InstallScope(AUDIENCE, MEMBER, 0, later, Instant.now()))));
    }

    @Test
    void a_staged_set_is_installed_only_in_a_window() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant opens = now.plus(Duration.ofHours(5));
        InstallRules.Interval window = new InstallRules.Interval(opens, opens.plus(Duration.ofHours(1)));
        UpdatePlan plan = staged(rules(List.of(window), List.of()));

        assertThat(updater.untilAllowed(plan, at(now))).isBetween(Duration.ofHours(4), Duration.ofHours(5));
        refused(Reason.OUTSIDE_OF_WINDOW, () -> updater.commit(plan, at(now)));
        assertThat(updater.untilAllowed(plan, at(opens))).isZero();
        updater.commit(plan, at(opens));

        assertThat(((BootOutcome.Booted) chip.boot()).change()).isEqualTo(BootOutcome.Change.INSTALLED);
    }

    @Test
    void a_staged_set_without_another_window_waits_until_it_expires() throws Exception {
        UpdatePlan plan = staged(rules(List.of(), List.of()));
        Instant now = Instant.now();

        assertThat(updater.untilAllowed(plan, at(now))).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(updater.untilAllowed(plan, at(now.plus(Duration.ofDays(8))))).isZero();
        refused(Reason.MANIFEST_EXPIRED, () -> updater.commit(plan, at(now.plus(Duration.ofDays(8)))));
    }

    @Test
    void only_an_emergency_set_is_installed_in_a_blackout() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        InstallRules.Interval week = new InstallRules.Interval(now, now.plus(Duration.ofDays(7)));
        InstallRules rules = rules(List.of(week), List.of(week));
        UpdatePlan plan = staged(rules);

        refused(Reason.OUTSIDE_OF_WINDOW, () -> updater.commit(plan, at(now)));
        UpdatePlan emergency = staged(rules.asEmergency());
        updater.commit(emergency, at(now));
    }

    private static InstallRules rules(List<InstallRules.Interval> windows, List<InstallRules.Interval> blackouts) {
        return new InstallRules(Optional.of(windows), Optional.empty(), blackouts, false, Optional.empty());
    }

    /** Returns the plan of a staged set. */
    private UpdatePlan staged(InstallRules rules) throws Exception {
        ImagePackage application = application("1.0");
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(rules, 1, application), TestInstallation.allowed())
                .orElseThrow();
        for (ManifestSet.Entry missing : plan.missing()) {
            updater.stage(plan, missing, Blob.of(application.bytes()));
        }
        return plan;
    }

    /** Returns what an attestation result of a time permits. */
    private static Optional<InstallScope> at(Instant time) {
        return Optional.of(new InstallScope(AUDIENCE, MEMBER, 0, time, Instant.now()));
    }

    @Test
    void a_set_with_the_images_in_use_changes_no_bank_and_needs_no_boot() throws Exception {
        ImagePackage application = application("1.0");
        install(INSTALLATION.manifest(1, application), application);
        List<InstalledImage> before = chip.storedImages();

        assertThat(updater.plan(INSTALLATION.manifest(2, application), TestInstallation.allowed()))
                .isEmpty();

        assertThat(chip.manifestVersion()).isEqualTo(2);
        assertThat(chip.storedImages()).isSubsetOf(before);
        refused(
                Reason.MANIFEST_ROLLED_BACK,
                () -> updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed()));
    }

    /** Returns what a current attestation result for this audience and lowest version permits. */
    private static Optional<InstallScope> allowed(Audience audience, long lowestVersion) {
        return Optional.of(new InstallScope(audience, MEMBER, lowestVersion, Instant.now(), Instant.now()));
    }

    @Test
    void an_expired_set_is_refused() {
        refused(
                Reason.MANIFEST_EXPIRED,
                () -> updater.plan(
                        TestInstallation.manifest(1, Duration.ofSeconds(-5), INSTALLATION.setKey(), application("1.0")),
                        TestInstallation.allowed()));
    }

    @Test
    void a_set_by_another_signer_is_refused() {
        refused(
                Reason.MANIFEST_NOT_TRUSTED,
                () -> updater.plan(
                        TestInstallation.manifest(
                                1, Duration.ofDays(1), new TestInstallation.Signer(), application("1.0")),
                        TestInstallation.allowed()));
    }

    @Test
    void an_operating_system_below_the_fuses_is_refused() {
        ImagePackage older = factory.osRelease("26.03").get(6);

        refused(
                Reason.IMAGE_ROLLED_BACK,
                () -> updater.plan(INSTALLATION.manifest(1, older), TestInstallation.allowed()));
    }

    @Test
    void a_set_that_does_not_fit_is_refused() {
        ImagePackage large = INSTALLATION.release(factory.application("large", "1", 1024 * 1024));

        refused(Reason.OUT_OF_SPACE, () -> updater.plan(INSTALLATION.manifest(1, large), TestInstallation.allowed()));
    }

    @Test
    void a_set_with_more_images_than_a_chip_measures_is_refused() {
        // With the 13 images of the operating system, one more than the 20 that a chip measures.
        ImagePackage[] applications = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> INSTALLATION.release(factory.application("app-" + i, "1", 100)))
                .toArray(ImagePackage[]::new);

        refused(
                Reason.TOO_MANY_IMAGES,
                () -> updater.plan(INSTALLATION.manifest(1, applications), TestInstallation.allowed()));
    }

    @Test
    void an_image_that_a_developer_signed_is_not_staged() throws Exception {
        ImagePackage developers = factory.application("toaster", "1.0", 500);
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, developers), TestInstallation.allowed())
                .orElseThrow();

        refused(
                Reason.IMAGE_NOT_TRUSTED,
                () -> updater.stage(plan, plan.missing().getFirst(), Blob.of(developers.bytes())));
    }

    @Test
    void an_image_that_the_set_does_not_list_is_not_staged() throws Exception {
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, application("1.0")), TestInstallation.allowed())
                .orElseThrow();

        refused(
                Reason.IMAGE_NOT_AS_ANNOUNCED,
                () -> updater.stage(
                        plan,
                        plan.missing().getFirst(),
                        Blob.of(application("2.0").bytes())));
    }

    @Test
    void a_failed_update_is_rolled_back_and_not_retried() throws Exception {
        ImagePackage application = application("1.0");
        ImagePackage bad = application("2.0");
        install(INSTALLATION.manifest(1, application), application);
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(2, bad), TestInstallation.allowed())
                .orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(bad.bytes()));
        updater.commit(plan, TestInstallation.allowed());
        FlashWear.everywhere(chip.directory(), bad);
        chip = Mt3620.open(chip.directory());

        BootOutcome outcome = chip.boot();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        BootOutcome.Booted.class,
                        booted -> assertThat(booted.change()).isEqualTo(BootOutcome.Change.RETURNED));
        assertThat(chip.pluton().measurements()).contains(application.measure());
        assertThat(chip.manifestVersion()).isEqualTo(1);
        assertThat(chip.failedManifestVersion()).isEqualTo(2);
        chip.confirm();
        Updater after = chip.updater(((BootOutcome.Booted) outcome).trust(), InstantSource.system());
        refused(
                Reason.MANIFEST_FAILED_BEFORE,
                () -> after.plan(INSTALLATION.manifest(2, bad), TestInstallation.allowed()));
    }

    /** Installs a manifest set, boots and confirms. */
    private void install(Blob set, ImagePackage... available) throws Exception {
        UpdatePlan plan = updater.plan(set, TestInstallation.allowed()).orElseThrow();
        for (ManifestSet.Entry entry : plan.missing()) {
            ImagePackage image = List.of(available).stream()
                    .filter(it -> it.measuredDigest().equals(entry.digest()))
                    .findFirst()
                    .orElseThrow();
            updater.stage(plan, entry, Blob.of(image.bytes()));
        }
        updater.commit(plan, TestInstallation.allowed());
        assertThat(chip.boot())
                .isInstanceOfSatisfying(
                        BootOutcome.Booted.class,
                        booted -> assertThat(booted.change()).isEqualTo(BootOutcome.Change.INSTALLED));
        chip.confirm();
    }

    private ImagePackage application(String version) {
        return INSTALLATION.release(factory.application("toaster", version, 500));
    }

    private static void refused(Reason reason, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
