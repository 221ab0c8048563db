package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Halts, and what people do with a rollout. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutActionsTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    PauseRollout pauseRollout;

    @Inject
    ResumeRollout resumeRollout;

    @Inject
    AbortRollout abortRollout;

    @Inject
    RollBackRollout rollBackRollout;

    @Inject
    RetryFailed retryFailed;

    @Inject
    ExtendRollout extendRollout;

    @Inject
    StopRollouts stopRollouts;

    @Inject
    ExemptDevice exemptDevice;

    @Inject
    PinDevice pinDevice;

    private CatalogId catalog;
    private ImagePackage image;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
        image = rollouts.upload(catalog);
    }

    @AfterEach
    void the_counters_are_exact() {
        catalogs.list(catalog, "select rollout_id from rollout", row -> row.getUUID("rollout_id"))
                .forEach(rollout ->
                        assertThat(rollouts.counters(catalog, rollout)).isEqualTo(rollouts.scan(catalog, rollout)));
    }

    @Test
    void a_fired_rule_halts_until_the_failed_devices_retry() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(
                catalog, withRule(new HaltRuleView(HaltCause.INSTALL_FAILED, 25, 2), NewPhase.ofPercent(100)));
        long version = rollouts.read(catalog, rollout).version();

        rollouts.fail(catalog, rollout, chips.get(0), "image-rolled-back");
        rollouts.fail(catalog, rollout, chips.get(1), "no-space");
        rollouts.advance(catalog, rollout);

        assertThat(state(rollout))
                .isEqualTo(new Halted(
                        1,
                        new Halt.Fired(
                                new HaltRule(HaltRule.Cause.INSTALL_FAILED, 25, 2), new Share(2, 2), Share.NONE)));
        assertThatThrownBy(() -> rollouts.run(catalog, resumeRollout, new ResumeRollout.Request(rollout, "Again")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("would halt again");

        rollouts.run(catalog, retryFailed, new RetryFailed.Request(rollout, "Freed space"));
        assertThat(state(rollout)).isInstanceOf(Halted.class);
        assertThat(rollouts.read(catalog, rollout).version()).isGreaterThan(version);
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 4");
        rollouts.run(catalog, resumeRollout, new ResumeRollout.Request(rollout, "Freed space"));
        rollouts.succeed(catalog, rollout, image, chips);
        rollouts.advance(catalog, rollout);

        assertThat(state(rollout)).isEqualTo(new Completed());
    }

    @Test
    void crashes_are_compared_since_the_newest_phase_opened() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(
                catalog, withRule(new HaltRuleView(HaltCause.CRASH_RATE, 5, 2), count(2, 60), NewPhase.ofPercent(100)));
        List<TestChip> first = rollouts.open(catalog, rollout, chips);
        rollouts.succeed(catalog, rollout, image, first);
        rollouts.advance(catalog, rollout);
        chips.forEach(rollouts::crash);

        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).as("equal shares in phase 1").isInstanceOf(Soaking.class);
        rollouts.advance(catalog, rollout, Duration.ofMinutes(61));
        assertThat(state(rollout)).as("equal shares before phase 2").isEqualTo(new Running(2));

        catalogs.update(catalog, "update rollout_phase set opened_at = now() - interval '1 hour' where position = 2");
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).as("equal shares in phase 2").isEqualTo(new Running(2));

        catalogs.update(catalog, "update rollout_phase set opened_at = now() where position = 2");
        first.forEach(rollouts::crash);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).as("only the new images crash").isInstanceOf(Halted.class);
    }

    @Test
    void a_failed_device_that_polls_during_the_halt_keeps_its_error() {
        TestChip chip = rollouts.claim(catalog, 1).getFirst();
        String device = rollouts.path(catalog, "devices/" + chip.device().text());
        rollouts.deploy(catalog, rollouts.upload(catalog));
        long current = rollouts.owner(catalog).get(device).extract().jsonPath().getLong("update.target");
        UUID rollout = rollouts.start(
                catalog, withRule(new HaltRuleView(HaltCause.INSTALL_FAILED, 0, 1), NewPhase.ofPercent(100)));
        rollouts.fail(catalog, rollout, chip, "no-space");
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isInstanceOf(Halted.class);

        rollouts.contact(chip, current, 0);

        rollouts.owner(catalog)
                .get(device)
                .body("update.state", equalTo("FAILED"))
                .body("update.code", equalTo("no-space"));
    }

    @Test
    void a_paused_rollout_waits_until_it_is_resumed() {
        List<TestChip> chips = rollouts.claim(catalog, 2);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(1, 0), NewPhase.ofPercent(100)));
        List<TestChip> first = rollouts.open(catalog, rollout, chips);

        rollouts.install(catalog, rollout, first.getFirst());

        rollouts.run(catalog, pauseRollout.pause(rollout, "Lunch"));
        rollouts.attest(first.getFirst(), image);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Paused(1));
        assertThatThrownBy(() -> rollouts.run(catalog, pauseRollout.pause(rollout, "Again")))
                .hasMessageContaining("cannot be paused");

        rollouts.run(catalog, resumeRollout, new ResumeRollout.Request(rollout, "Back"));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Running(2));
    }

    @Test
    void an_aborted_rollout_leaves_the_group_free_for_another() {
        rollouts.claim(catalog, 2);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        rollouts.run(catalog, abortRollout.abort(rollout, "Wrong image"));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout))
                .body("rolledBackAt", nullValue());

        assertThat(state(rollout)).isEqualTo(new Aborted());
        rollouts.deploy(catalog, rollouts.upload(catalog));
        UUID next = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        assertThat(rollouts.read(catalog, next).version()).isGreaterThan(target());
    }

    @Test
    void a_rollback_ends_when_every_device_has_attested_the_previous_images() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        chips.forEach(chip -> assertThat(rollouts.attest(chip, before)).isEqualTo(AttestResponse.Outcome.TRUSTED));
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(2, 0), NewPhase.ofPercent(100)));
        List<TestChip> first = rollouts.open(catalog, rollout, chips);
        rollouts.install(catalog, rollout, first.getFirst());
        rollouts.attest(first.getFirst(), image);

        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes"));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isInstanceOf(RollingBack.class);
        assertThat(target()).isGreaterThan(rollouts.read(catalog, rollout).version());

        rollouts.contact(first.getFirst(), target(), 0);
        assertThat(rollouts.attest(first.getFirst(), before)).isEqualTo(AttestResponse.Outcome.TRUSTED);
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isEqualTo(new Aborted());
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts?filter=state:aborted"))
                .body("items.rolledBackAt", contains(notNullValue()));
    }

    @Test
    void a_rollback_keeps_devices_attested_that_did_not_install() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        chips.forEach(chip -> rollouts.attest(chip, before));
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(3, 0), NewPhase.ofPercent(100)));
        List<TestChip> open = rollouts.open(catalog, rollout, chips);
        rollouts.succeed(catalog, rollout, image, open.subList(0, 1));
        rollouts.install(catalog, rollout, open.get(1));
        rollouts.offer(catalog, rollout, open.get(2));

        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes"));
        requireAttested(2);
        chips.forEach(chip -> rollouts.contact(chip, target(), 0));
        requireAttested(2);

        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "devices?filter=update:attested"))
                .body("items.size()", equalTo(2));
        open.forEach(chip -> assertThat(rollouts.attest(chip, before)).isEqualTo(AttestResponse.Outcome.TRUSTED));
        requireAttested(4);
    }

    private void requireAttested(int devices) {
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "products/product/groups/group/deployments"))
                .body("items[0].attested", equalTo(devices))
                .body("items[0].targeted", equalTo(4));
    }

    @Test
    void held_devices_take_no_place_in_flight_and_a_person_decides() {
        List<TestChip> chips = rollouts.claim(catalog, 5);
        rollouts.attest(chips.get(0), Packages.application(Packages.newComponent(), "unknown"));
        rollouts.run(catalog, pinDevice.pin(chips.get(1).device(), "A demo unit"));
        List<TestChip> good = chips.subList(2, 5);
        UUID rollout = rollouts.start(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(NewPhase.ofPercent(100)),
                        null,
                        null,
                        1,
                        null,
                        null,
                        null,
                        null));

        for (int turn = 0; turn < chips.size(); turn++) {
            rollouts.succeed(catalog, rollout, image, rollouts.open(catalog, rollout, good));
            rollouts.advance(catalog, rollout);
        }

        assertThat(state(rollout)).isEqualTo(new WaitingForPerson(1, RolloutState.Question.TOO_FEW_ATTESTED));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout))
                .body("counts.attested", equalTo(3))
                .body("counts.held", equalTo(2))
                .body("counts.unknown", equalTo(0))
                .body("counts.inFlight", equalTo(0));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "devices?filter=update:held"))
                .body("items.size()", equalTo(2));
    }

    @Test
    void a_rollout_without_a_deployment_before_cannot_be_rolled_back() {
        rollouts.claim(catalog, 1);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        assertThatThrownBy(() ->
                        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes")))
                .hasMessageContaining("no deployment before");
    }

    @Test
    void a_burnt_fuse_forbids_a_rollback_and_its_preview_counts_the_devices() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        ImagePackage before = rollouts.upload(catalog);
        rollouts.deploy(catalog, before);
        NewPhase soaking = new NewPhase(100, null, null, null, 60, null, null);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, soaking));
        rollouts.succeed(catalog, rollout, image, chips);
        catalogs.update(
                catalog,
                "update attested_version set security_versions = jsonb_build_object($2::text, jsonb_build_array(2, 2))"
                        + " where catalog_id = $1 and device_id = any ($3)",
                catalog,
                before.metadata().component().text(),
                Columns.devices(List.of(chips.get(0).device(), chips.get(1).device())));

        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout + "/roll-back-impact"))
                .body("devices", equalTo(3))
                .body("unreachable", equalTo(0))
                .body("willFail.code", contains("image-rolled-back"))
                .body("willFail.devices", contains(2));

        assertThatThrownBy(() ->
                        rollouts.run(catalog, rollBackRollout, new RollBackRollout.Request(rollout, "It crashes")))
                .hasMessageContaining("below their fuse");
    }

    @Test
    void a_group_has_one_rollout_and_no_deployment_beside_it() {
        rollouts.claim(catalog, 1);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        UUID second = rollouts.create(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        assertThatThrownBy(() -> rollouts.start(catalog, second)).hasMessageContaining("active rollout (" + rollout);
        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "products/product/groups/group/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(409)
                .body("detail", containsString("active rollout (" + rollout));
        assertThat(state(second)).isEqualTo(new Draft());
    }

    @Test
    void stopping_everything_halts_rollouts_and_refuses_new_ones_until_they_are_allowed() {
        rollouts.claim(catalog, 1);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));

        rollouts.run(catalog, stopRollouts.stop("Fire"));

        assertThat(state(rollout)).isEqualTo(new Halted(1, new Halt.Stopped("Fire")));
        assertThatThrownBy(() -> rollouts.run(catalog, resumeRollout, new ResumeRollout.Request(rollout, "Go")))
                .hasMessageContaining("are stopped: Fire");
        rollouts.run(catalog, abortRollout.abort(rollout, "Fire"));
        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "products/product/groups/group/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(409);

        rollouts.run(catalog, stopRollouts.allow("Extinguished"));
        rollouts.deploy(catalog, image);
    }

    @Test
    void an_exempt_device_is_not_counted_and_a_pin_needs_a_device() {
        List<TestChip> chips = rollouts.claim(catalog, 3);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        rollouts.fail(catalog, rollout, chips.getFirst(), "no-space");

        rollouts.run(
                catalog,
                exemptDevice,
                new ExemptDevice.Request(rollout, chips.getFirst().device(), true, "A demo unit"));

        assertThat(rollouts.open(catalog, rollout, chips)).containsExactly(chips.get(1), chips.get(2));
        assertThat(rollouts.counters(catalog, rollout)).containsExactly("1 TARGETED 2");
        assertThatThrownBy(() -> rollouts.run(
                        catalog,
                        exemptDevice,
                        new ExemptDevice.Request(rollout, chips.getFirst().device(), true, "Again")))
                .hasMessageContaining("already exempt");
        rollouts.run(catalog, pinDevice.pin(chips.getFirst().device(), "A demo unit"));
        assertThatThrownBy(() ->
                        rollouts.run(catalog, pinDevice.pin(chips.getFirst().device(), "Again")))
                .hasMessageContaining("already pinned");
        rollouts.run(catalog, pinDevice.unpin(chips.getFirst().device(), "The demo is over"));
        assertThatThrownBy(() -> rollouts.run(catalog, pinDevice.unpin(new TestChip().device(), "Whose?")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void phases_that_are_not_open_can_be_replaced() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(1, 0), NewPhase.ofPercent(100)));

        extend(rollout, new RolloutExtension(30, null, null, List.of(count(3, 0)), "Slower"));
        rollouts.succeed(catalog, rollout, image, rollouts.open(catalog, rollout, chips));
        rollouts.advance(catalog, rollout);
        assertThat(state(rollout)).isInstanceOf(Soaking.class);
        extend(rollout, new RolloutExtension(10, null, null, null, "Faster"));
        rollouts.advance(catalog, rollout, Duration.ofMinutes(11));

        assertThat(state(rollout)).isEqualTo(new Running(2));
        assertThat(rollouts.open(catalog, rollout, chips)).hasSize(3);
        assertThat(rollouts.read(catalog, rollout).plan().phases()).hasSize(3);
    }

    private void extend(UUID rollout, RolloutExtension extension) {
        rollouts.run(catalog, extendRollout, new ExtendRollout.Request(rollout, extension, null));
    }

    private static NewPhase count(int devices, int soakMinutes) {
        return new NewPhase(null, devices, null, null, soakMinutes, null, null);
    }

    private NewRollout withRule(HaltRuleView rule, NewPhase... phases) {
        return new NewRollout(
                List.of(image.metadata().image()), List.of(phases), List.of(rule), null, null, null, null, null, null);
    }

    private RolloutState state(UUID rollout) {
        return rollouts.read(catalog, rollout).state();
    }

    /** Returns the version of the current deployment's sets. */
    private long target() {
        return catalogs.list(
                        catalog,
                        "select target_manifest from device_group where catalog_id = $1 and group_id = $1",
                        row -> row.getLong("target_manifest"),
                        catalog)
                .getFirst();
    }
}
