package dev.holdfast.backend.update.rollout;

import static dev.holdfast.backend.update.rollout.SystemFleets.NEW;
import static dev.holdfast.backend.update.rollout.SystemFleets.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.rollout.NewPhase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Releases of the operating system that reach a group in phases. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SystemRolloutTest extends SystemFleetTest {
    private static final String DEFAULTS = "products/product/groups/group/rollout-defaults";

    @Inject
    AbortRollout abortRollout;

    @Inject
    StopRollouts stopRollouts;

    @Test
    void a_release_reaches_the_group_in_its_default_phases() {
        defaults(List.of(Map.of("count", 1))).statusCode(200);
        fleets.activate(catalog, "rollout");
        long before = fleets.target(catalog);

        fleet.os().release("Retail", NEW);
        fleets.renew();
        assertThat(fleets.target(catalog)).isEqualTo(before);
        assertThat(fleet.chips())
                .allSatisfy(chip -> assertThat(fleets.attest(fleet, chip, OLD)).isEqualTo(Outcome.TRUSTED));
        UUID rollout = fleets.started(catalog);

        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Running(1));
        assertThat(fleets.target(catalog)).isEqualTo(before);
        List<TestChip> first = rollouts.open(catalog, rollout, fleet.chips());
        assertThat(first).hasSize(1);
        assertThat(fleet.chips())
                .allSatisfy(chip -> assertThat(fleets.attest(fleet, chip, OLD))
                        .isEqualTo(first.contains(chip) ? Outcome.OUTDATED : Outcome.TRUSTED));

        fleets.succeed(fleet, rollout, first);
        rollouts.advance(catalog, rollout);
        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Running(2));
        assertThat(rollouts.counters(catalog, rollout)).contains("1 ATTESTED 1", "2 TARGETED 2");
        fleets.succeed(
                fleet,
                rollout,
                fleet.chips().stream().filter(chip -> !first.contains(chip)).toList());
        long version = rollouts.read(catalog, rollout).version();
        rollouts.advance(catalog, rollout);

        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Completed());
        assertThat(rollouts.counters(catalog, rollout)).isEqualTo(rollouts.scan(catalog, rollout));
        assertThat(fleets.target(catalog)).isEqualTo(version);
        TestChip late = new TestChip();
        catalogs.claim(catalog, late, fleet.os().part());
        assertThat(fleets.attest(fleet, late, OLD)).isEqualTo(Outcome.OUTDATED);
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout))
                .body("images", hasSize(fleet.os().images(NEW).size()))
                .body("createdBy", equalTo("system"))
                .body("allowed", empty());
        fleets.renew();
        fleets.start();
        assertThat(fleets.all(catalog)).containsExactly(rollout);
        assertThat(fleets.target(catalog)).isEqualTo(version);
    }

    @Test
    void open_devices_keep_the_deployment_of_the_group() {
        rollouts.deploy(catalog, rollouts.upload(catalog));
        long deployed = deployment();
        fleets.activate(catalog, "rollout");
        fleet.os().release("Retail", NEW);
        fleets.renew();

        UUID rollout = fleets.started(catalog);

        assertThat(deployment()).isEqualTo(deployed);
        assertThat(catalogs.list(
                        catalog,
                        "select cohort || ' ' || count(deployment_id) as line from manifest_set where catalog_id = $1 group by cohort",
                        row -> row.getString("line"),
                        catalog))
                .containsExactlyInAnyOrder("CURRENT 1", "NEXT 1");
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "rollouts/" + rollout))
                .body("allowed", not(hasItem("ROLL_BACK")));
        rollouts.owner(catalog)
                .post(rollouts.path(catalog, "rollouts/" + rollout + "/roll-back"), Map.of("reason", "A try"))
                .statusCode(409)
                .body("detail", containsString("devices refuse a release with a lower security version"));
    }

    @Test
    void a_release_waits_for_the_end_of_another_rollout() {
        fleets.activate(catalog, "rollout");
        UUID other = rollouts.start(catalog, TestRollouts.request(rollouts.upload(catalog), NewPhase.ofPercent(50)));
        long before = fleets.target(catalog);
        fleet.os().release("Retail", NEW);
        fleets.renew();

        fleets.start();
        assertThat(fleets.all(catalog)).containsExactly(other);
        assertThat(fleets.target(catalog)).isEqualTo(before);

        rollouts.run(catalog, abortRollout.abort(other, "A try"));
        fleets.start();
        assertThat(fleets.all(catalog)).hasSize(2);
    }

    @Test
    void a_policy_without_rollouts_offers_a_release_at_once() {
        fleets.activate(catalog, "at-once");
        long before = fleets.target(catalog);

        fleet.os().release("Retail", NEW);
        fleets.renew();
        fleets.start();

        assertThat(fleets.target(catalog)).isGreaterThan(before);
        assertThat(fleets.all(catalog)).isEmpty();
    }

    @Test
    void releases_wait_while_everything_is_stopped() {
        TestOs other = TestOs.ofNewPart();
        catalogs.claim(catalog, new TestChip(), other.part());
        List<String> before = fleets.sets(catalog);
        rollouts.run(catalog, stopRollouts.stop("Fire"));

        fleet.os().release("Retail", NEW);
        other.release("Retail", OLD);
        fleets.renew();
        fleets.start();

        assertThat(fleets.sets(catalog)).isEqualTo(before);
        assertThat(fleet.chips())
                .allSatisfy(chip -> assertThat(fleets.attest(fleet, chip, OLD)).isEqualTo(Outcome.TRUSTED));
        rollouts.run(catalog, stopRollouts.allow("Extinguished"));
        fleets.renew();
        assertThat(fleets.sets(catalog)).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void default_phases_end_with_all_devices_and_are_not_overwritten_unread() {
        String path = rollouts.path(catalog, DEFAULTS);
        String tag = rollouts.owner(catalog)
                .get(path)
                .statusCode(200)
                .body("phases.percent", contains(1, 10, 100))
                .body("haltRules", hasSize(4))
                .extract()
                .header("ETag");

        defaults(List.of(Map.of("percent", 20))).statusCode(200).body("phases.percent", contains(20, 100));

        rollouts.owner(catalog)
                .get(path)
                .body("phases.percent", contains(20, 100))
                .body("haltRules", empty());
        rollouts.owner(catalog)
                .request()
                .header("If-Match", tag)
                .contentType(ContentType.JSON)
                .body(Map.of("phases", List.of(Map.of("percent", 5)), "haltRules", List.of()))
                .put(OperatorApi.BASE + path)
                .then()
                .statusCode(412);
        defaults(List.of(Map.of("percent", 20), Map.of("percent", 10))).statusCode(400);
    }

    /** Returns the manifest version of the current deployment. */
    private long deployment() {
        return catalogs.list(
                        catalog,
                        "select manifest_version from deployment where catalog_id = $1 and current_since is not null",
                        row -> row.getLong("manifest_version"),
                        catalog)
                .getFirst();
    }

    private ValidatableResponse defaults(List<Map<String, Object>> phases) {
        return rollouts.owner(catalog)
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("phases", phases, "haltRules", List.of()))
                .put(OperatorApi.BASE + rollouts.path(catalog, DEFAULTS))
                .then();
    }
}
