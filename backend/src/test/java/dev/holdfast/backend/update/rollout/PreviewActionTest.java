package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects of actions on a rollout before they are taken. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PreviewActionTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    PauseRollout pauseRollout;

    @Inject
    ProceedRollout proceedRollout;

    @Inject
    RetryFailed retryFailed;

    @Inject
    StopRollouts stopRollouts;

    private CatalogId catalog;
    private ImagePackage image;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
        image = rollouts.upload(catalog);
    }

    @Test
    void a_pause_withholds_the_images_from_devices_that_have_not_installed_and_a_resumption_offers_them() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(catalog, TestRollouts.request(image, count(3, false), NewPhase.ofPercent(100)));
        List<TestChip> open = rollouts.open(catalog, rollout, chips);
        rollouts.install(catalog, rollout, open.get(0));
        rollouts.offer(catalog, rollout, open.get(1));
        catalogs.update(
                catalog,
                "update device set unreachable = true where catalog_id = $1 and device_id = $2",
                catalog,
                open.get(2).device());

        requireCounts(impact(rollout, "PAUSE"), 0, 2, 1, 1, 1);
        requireCounts(impact(rollout, "ABORT"), 0, 2, 1, 1, 1);
        requireCounts(impact(rollout, "EXTEND"), 0, 0, 1, 1, 0);
        requireRefused(rollout, "RESUME", "cannot be resumed");
        requireRefused(rollout, "PROCEED", "cannot be continued");
        requireRefused(rollout, "RETRY_FAILED", "No device of the rollout has failed");
        rollouts.run(catalog, pauseRollout.pause(rollout, "Lunch"));

        requireCounts(impact(rollout, "RESUME"), 2, 0, 1, 1, 1).body("halt", nullValue());
        requireCounts(impact(rollout, "ABORT"), 0, 0, 1, 1, 0);
        requireRefused(rollout, "PAUSE", "cannot be paused");
    }

    @Test
    void a_resumption_tells_the_halt_rule_that_fires_until_the_failed_devices_retry() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(
                catalog,
                new NewRollout(
                        List.of(image.metadata().image()),
                        List.of(NewPhase.ofPercent(100)),
                        List.of(new HaltRuleView(HaltCause.INSTALL_FAILED, 25, 2)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        rollouts.fail(catalog, rollout, chips.get(0), "image-rolled-back");
        rollouts.fail(catalog, rollout, chips.get(1), "no-space");
        rollouts.advance(catalog, rollout);

        requireCounts(impact(rollout, "RESUME"), 2, 0, 0, 0, 0)
                .body("halt.rule.cause", equalTo("INSTALL_FAILED"))
                .body("halt.affected", equalTo(2))
                .body("halt.of", equalTo(2));
        requireCounts(impact(rollout, "RETRY_FAILED"), 2, 0, 0, 0, 0).body("halt", nullValue());
        rollouts.run(catalog, retryFailed, new RetryFailed.Request(rollout, "Freed space"));

        requireCounts(impact(rollout, "RESUME"), 4, 0, 0, 0, 0).body("halt", nullValue());
        rollouts.run(catalog, stopRollouts.stop("Fire"));
        requireRefused(rollout, "RESUME", "are stopped: Fire");
    }

    @Test
    void a_decision_to_proceed_offers_the_images_to_the_devices_of_the_next_phase() {
        List<TestChip> chips = rollouts.claim(catalog, 4);
        UUID rollout = rollouts.start(
                catalog, TestRollouts.request(image, count(1, true), count(3, false), NewPhase.ofPercent(100)));
        rollouts.succeed(catalog, rollout, image, rollouts.open(catalog, rollout, chips));
        rollouts.advance(catalog, rollout);

        requireCounts(impact(rollout, "PROCEED"), 2, 0, 1, 1, 0);
        rollouts.run(catalog, proceedRollout, new ProceedRollout.Request(rollout, "Good"));
        rollouts.advance(catalog, rollout);

        assertThat(rollouts.open(catalog, rollout, chips)).hasSize(3);
    }

    @Test
    void an_action_without_this_preview_is_refused() {
        UUID rollout = rollouts.create(catalog, TestRollouts.request(image, NewPhase.ofPercent(100)));
        for (String action : List.of("", "START", "ROLL_BACK", "EXEMPT")) {
            impact(rollout, action).statusCode(400).body("errors.field", contains("action"));
        }
    }

    private ValidatableResponse impact(UUID rollout, String action) {
        return rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout + "/action-impact?action=" + action));
    }

    private static ValidatableResponse requireCounts(
            ValidatableResponse impact, int offered, int withheld, int installed, int waiting, int unreachable) {
        return impact.statusCode(200)
                .body("offered", equalTo(offered))
                .body("withheld", equalTo(withheld))
                .body("installed", equalTo(installed))
                .body("waiting", equalTo(waiting))
                .body("unreachable", equalTo(unreachable));
    }

    private void requireRefused(UUID rollout, String action, String detail) {
        impact(rollout, action).statusCode(409).body("detail", containsString(detail));
    }

    private static NewPhase count(int devices, boolean askPerson) {
        return new NewPhase(null, devices, null, null, 0, null, askPerson);
    }
}
