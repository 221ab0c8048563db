package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
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
    RetryFailed retryFailed;

    @Inject
    ExtendRollout extendRollout;

    @Inject
    StopRollouts stopRollouts;

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
