package dev.holdfast.backend.update.rollout;

import static dev.holdfast.backend.update.rollout.SystemFleets.NEW;
import static dev.holdfast.backend.update.rollout.SystemFleets.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Releases that are withdrawn, aborted or older: a group gets no manifest set that its devices refuse. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RefusedReleaseTest extends SystemFleetTest {
    @Inject
    AbortRollout abortRollout;

    @Test
    void a_withdrawn_release_halts_its_rollout() {
        fleets.activate(catalog, "rollout");
        String release = fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID rollout = fleets.started(catalog);
        TestChip open = rollouts.open(catalog, rollout, fleet.chips()).getFirst();
        assertThat(fleets.attest(fleet, open, OLD)).isEqualTo(Outcome.OUTDATED);

        TestOs.withdraw(release, "KEEP");
        fleets.start();

        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Halted(1, new Halt.Withdrawn()));
        assertThat(fleets.attest(fleet, open, OLD)).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_release_that_replaces_a_withdrawn_one_reaches_the_group_in_phases_too() {
        fleets.activate(catalog, "rollout");
        long before = fleets.target(catalog);
        String release = fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID withdrawn = fleets.started(catalog);
        TestOs.withdraw(release, "KEEP");
        fleets.start();
        fleets.renew();
        assertThat(fleets.target(catalog)).as("the group keeps its release").isEqualTo(before);

        fleet.os().release("Retail", NEW + 100);
        fleets.renew();
        assertThat(fleets.target(catalog)).isEqualTo(before);
        rollouts.run(catalog, abortRollout.abort(withdrawn, "Its release was withdrawn"));
        fleets.start();

        assertThat(fleets.all(catalog)).hasSize(2);
    }

    @Test
    void an_aborted_rollout_of_a_release_does_not_begin_again() {
        fleets.activate(catalog, "rollout");
        fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID rollout = fleets.started(catalog);

        rollouts.run(catalog, abortRollout.abort(rollout, "A try"));
        fleets.renew();
        fleets.start();

        assertThat(fleets.all(catalog)).containsExactly(rollout);
    }

    @Test
    void a_rollout_of_a_withdrawn_release_neither_opens_devices_nor_completes() {
        fleets.activate(catalog, "rollout");
        String release = fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID rollout = fleets.started(catalog);
        fleets.succeed(fleet, rollout, rollouts.open(catalog, rollout, fleet.chips()));
        long before = fleets.target(catalog);
        catalogs.update(
                catalog,
                "update rollout_phase set soak = '0' where catalog_id = $1 and rollout_id = $2",
                catalog,
                rollout);

        TestOs.withdraw(release, "KEEP");
        rollouts.advance(catalog, rollout);

        assertThat(rollouts.open(catalog, rollout, fleet.chips())).hasSize(1);
        assertThat(fleets.target(catalog)).isEqualTo(before);
    }

    @Test
    void a_group_that_then_holds_its_updates_gets_the_new_release_when_its_rollout_completes() {
        fleets.activate(catalog, "rollout");
        String release = fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID rollout = fleets.started(catalog);
        catalogs.update(
                catalog,
                "update rollout_phase set soak = '0' where catalog_id = $1 and rollout_id = $2",
                catalog,
                rollout);
        fleets.succeed(fleet, rollout, rollouts.open(catalog, rollout, fleet.chips()));
        rollouts.advance(catalog, rollout);
        fleets.succeed(fleet, rollout, fleet.chips());
        assertThat(fleets.state(catalog, rollout)).isInstanceOf(Running.class);

        catalogs.update(
                catalog,
                "update device_group set update_policy = 'NoUpdates' where catalog_id = $1 and name = 'group'",
                catalog);
        rollouts.advance(catalog, rollout);

        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Completed());
        assertThat(fleets.sets(catalog)).containsExactly("CURRENT " + release);
    }

    @Test
    void devices_that_keep_the_release_of_an_aborted_rollout_get_sets_that_they_accept() {
        rollouts.deploy(catalog, rollouts.upload(catalog));
        fleets.activate(catalog, "rollout");
        fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID aborted = fleets.started(catalog);
        TestChip first = rollouts.open(catalog, aborted, fleet.chips()).getFirst();
        rollouts.install(catalog, aborted, first);

        rollouts.run(catalog, abortRollout.abort(aborted, "A try"));
        fleets.renew();

        assertThat(fleets.sets(catalog))
                .as("without an operating system, which devices with the newer one refuse")
                .contains("CURRENT null");
        assertThat(fleets.target(catalog))
                .isGreaterThan(rollouts.read(catalog, aborted).version());
        rollouts.deploy(catalog, rollouts.upload(catalog));
        assertThat(fleets.sets(catalog)).contains("CURRENT null");
        long settled = fleets.target(catalog);
        fleets.renew();
        assertThat(fleets.target(catalog)).isEqualTo(settled);

        fleet.os().release("Retail", NEW + 100);
        fleets.renew();
        fleets.start();
        assertThat(fleets.target(catalog)).as("in phases").isEqualTo(settled);
        assertThat(fleets.all(catalog)).hasSize(2);
    }

    @Test
    void a_person_starts_the_rollout_of_the_same_release_again() {
        rollouts.deploy(catalog, rollouts.upload(catalog));
        fleets.activate(catalog, "rollout");
        String release = fleet.os().release("Retail", NEW);
        fleets.renew();
        UUID aborted = fleets.started(catalog);
        rollouts.run(catalog, abortRollout.abort(aborted, "A try"));
        fleets.renew();

        String again = rollouts.owner(catalog)
                .post(rollouts.path(catalog, "rollouts/" + aborted + "/start"), Map.of())
                .statusCode(200)
                .extract()
                .path("id");
        rollouts.advance(catalog, UUID.fromString(again));

        assertThat(fleets.all(catalog)).containsExactly(aborted, UUID.fromString(again));
        assertThat(fleets.state(catalog, UUID.fromString(again))).isEqualTo(new Running(1));
        assertThat(fleets.sets(catalog)).containsExactlyInAnyOrder("CURRENT null", "NEXT " + release);
    }

    @Test
    void a_group_keeps_its_release_if_its_feed_offers_an_older_one() {
        String newer = fleet.os().release("RetailEval", NEW);
        follow("RetailEval");
        fleets.renew();
        assertThat(fleets.sets(catalog)).containsExactly("CURRENT " + newer);
        long before = fleets.target(catalog);

        follow("Retail");
        fleets.renew();
        fleets.activate(catalog, "rollout");
        fleets.start();

        assertThat(fleets.sets(catalog)).containsExactly("CURRENT " + newer);
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "products/product/groups/group"))
                .body("feedIsOlder", equalTo(true));
        assertThat(fleets.target(catalog)).isEqualTo(before);
        assertThat(fleets.all(catalog)).isEmpty();
    }

    @Test
    void a_preview_shows_no_release_that_devices_of_an_aborted_rollout_refuse() {
        fleets.activate(catalog, "rollout");
        fleet.os().release("RetailEval", NEW);
        follow("RetailEval");
        fleets.renew();
        rollouts.run(catalog, abortRollout.abort(fleets.started(catalog), "A try"));
        fleets.renew();

        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "products/product/groups/group/settings-impact"),
                        Map.of(
                                "description",
                                "",
                                "osFeedType",
                                "Retail",
                                "updatePolicy",
                                "UpdateAll",
                                "allowCrashDumpsCollection",
                                "Disabled",
                                "regionalDataBoundary",
                                "None"))
                .statusCode(200)
                .body("target.changes", empty())
                .body("target.willFail.code", contains("no-release"))
                .body("target.willFail.devices", contains(fleet.chips().size()));
    }

    private void follow(String feed) {
        catalogs.update(
                catalog,
                "update device_group set os_feed_type = $2 where catalog_id = $1 and name = 'group'",
                catalog,
                feed);
    }
}
