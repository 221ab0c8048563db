package dev.holdfast.backend.update.rollout;

import static dev.holdfast.backend.update.rollout.SystemFleets.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rollouts of the operating system that wait for a person as drafts. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SystemDraftTest extends SystemFleetTest {
    @Test
    void the_start_waits_for_approval_if_the_group_requires_it() {
        fleets.activate(catalog, "rollout");
        fleets.requireApproval(catalog);
        long before = fleets.target(catalog);
        fleet.os().release("Retail", NEW);
        fleets.renew();
        fleets.start();
        fleets.start();

        UUID rollout = fleets.all(catalog).getFirst();
        assertThat(fleets.all(catalog)).hasSize(1);
        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Draft());
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "audit?filter=action:CreateRollout"))
                .body("items.actor", contains("system"))
                .body(
                        "items[0].detail",
                        containsString("Phase 3: all devices; 95 % must attest; then the rollout completes."));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "overview"))
                .body("rollouts.state", contains("DRAFT"))
                .body("rollouts.id", contains(rollout.toString()));
        String approval = requestStart(rollout);
        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Draft());
        Operator.in(catalogs.name(catalog), "approver")
                .post(rollouts.path(catalog, "approvals/" + approval + "/approve"), Map.of("comment", "Seen."))
                .statusCode(200);
        rollouts.advance(catalog, rollout);

        assertThat(fleets.state(catalog, rollout)).isEqualTo(new Running(1));
        assertThat(fleets.target(catalog)).isEqualTo(before);
    }

    @Test
    void a_newer_release_replaces_the_one_of_a_draft() {
        fleets.activate(catalog, "rollout");
        fleets.requireApproval(catalog);
        fleet.os().release("Retail", NEW);
        fleets.renew();
        fleets.start();
        UUID draft = fleets.all(catalog).getFirst();
        String approval = requestStart(draft);

        String newer = fleet.os().release("Retail", NEW + 100);
        fleets.start();

        assertThat(fleets.all(catalog)).containsExactly(draft);
        assertThat(rollouts.read(catalog, draft).releases()).containsExactly(UUID.fromString(newer));
        Operator.in(catalogs.name(catalog), "approver")
                .post(rollouts.path(catalog, "approvals/" + approval + "/approve"), Map.of("comment", "Seen."))
                .statusCode(409);
        assertThat(fleets.state(catalog, draft)).isEqualTo(new Draft());
    }

    /** Requests the start of a draft, and returns the ID of the approval. */
    private String requestStart(UUID rollout) {
        return rollouts.owner(catalog)
                .post(rollouts.path(catalog, "rollouts/" + rollout + "/start"), Map.of())
                .statusCode(202)
                .body("operation", equalTo("START_DEPLOYMENT"))
                .extract()
                .path("id");
    }
}
