package dev.holdfast.backend.update.rollout;

import static dev.holdfast.backend.update.rollout.SystemFleets.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.contract.format.ImagePackage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rollouts of the operating system that wait for a person as drafts. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SystemDraftTest extends SystemFleetTest {
    private static final long NEWER = NEW + 100;

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
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "approvals/" + approval))
                .body(
                        "approval.effect",
                        hasItems(containsString(": 26.09 → 26.10. A device"), containsString("cannot be rolled back")));
        assertThat(fleets.state(catalog, rollout)).isEqualTo(new AwaitingApproval(UUID.fromString(approval)));
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

        String newer = fleet.os().release("Retail", NEWER);
        fleets.start();

        assertThat(fleets.all(catalog)).containsExactly(draft);
        assertThat(rollouts.read(catalog, draft).releases()).containsExactly(UUID.fromString(newer));
        rollouts.owner(catalog)
                .get(rollouts.path(catalog, "audit?filter=action:ReplaceDraft"))
                .body("items.actor", contains("system"))
                .body("items[0].detail", containsString("by a newer release"));
        Operator.in(catalogs.name(catalog), "approver")
                .post(rollouts.path(catalog, "approvals/" + approval + "/approve"), Map.of("comment", "Seen."))
                .statusCode(409);
        assertThat(fleets.state(catalog, draft)).isEqualTo(new AwaitingApproval(UUID.fromString(approval)));
    }

    @Test
    void the_preview_of_a_draft_counts_devices_by_the_version_that_they_run() {
        fleets.activate(catalog, "rollout");
        fleets.requireApproval(catalog);
        change(0, "os_version = '26.09', last_seen = now() - interval '5 minutes'");
        change(1, "os_version = '26.08', last_seen = now() - interval '2 days'");
        change(2, "os_version = '26.11', last_seen = now() - interval '1 minute'");
        fleet.os().release("Retail", NEW);
        fleet.os().release("RetailEval", NEWER);
        fleets.renew();
        fleets.start();
        UUID draft = fleets.all(catalog).getFirst();

        impact(draft)
                .statusCode(200)
                .body("update.devices", equalTo(3))
                .body("update.offline", equalTo(1))
                .body("update.changes", empty())
                .body("update.bytes", greaterThan(0))
                .body("contactMinutes", greaterThan(0))
                .body("phases.devices", contains(1, 1, 3))
                .body("changes.part", everyItem(equalTo(fleet.os().part())))
                .body("changes.osVersion", containsInAnyOrder("26.09", "26.08"))
                .body("changes.newOsVersion", contains("26.10", "26.10"))
                .body("changes.devices", contains(1, 1))
                .body("willFail.code", contains("image-rolled-back"))
                .body("willFail.devices", contains(1))
                .body(
                        "warnings",
                        contains(
                                containsString("cannot be rolled back"),
                                containsString("cannot fire at all: it needs 10 devices with a result")));

        rollouts.owner(catalog)
                .post(rollouts.path(catalog, "rollouts/" + draft + "/abort"), Map.of("reason", "A try"))
                .statusCode(200);
        impact(draft).statusCode(200).body("phases.devices", contains(1, 1, 3));
        fleet.os().release("Retail", NEWER + 100);
        impact(draft).statusCode(409);
    }

    @Test
    void the_previews_of_rollouts_name_applications_that_need_another_system() {
        fleet.os().release("Retail", fleet.os().imagesProviding(NEW, 6)).statusCode(201);
        fleets.renew();
        ImagePackage deployed = upload(6);
        rollouts.deploy(catalog, deployed);
        fleets.activate(catalog, "rollout");
        fleets.requireApproval(catalog);
        fleet.os().release("Retail", fleet.os().imagesProviding(NEWER, 7)).statusCode(201);
        fleets.start();

        impact(fleets.all(catalog).getFirst()).body("willFail", empty());
        rollouts.owner(catalog)
                .post(
                        rollouts.path(catalog, "products/product/groups/group/rollout-impact"),
                        Map.of(
                                "imageIds",
                                List.of(upload(7).metadata().image().text()),
                                "phases",
                                List.of(Map.of("percent", 100))))
                .statusCode(200)
                .body("willFail.code", contains("abi-not-provided"))
                .body("willFail.devices", contains(3))
                .body("willFail.reason", contains(containsString("provides version 6")))
                .body("changes.part", everyItem(equalTo(fleet.os().part())));
    }

    private ImagePackage upload(long runtime) {
        ImagePackage image = Packages.needing(runtime);
        rollouts.owner(catalog)
                .upload(rollouts.path(catalog, "images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image;
    }

    private ValidatableResponse impact(UUID rollout) {
        return rollouts.owner(catalog).get(rollouts.path(catalog, "rollouts/" + rollout + "/impact"));
    }

    /** Changes columns of a device. */
    private void change(int chip, String assignments) {
        catalogs.update(
                catalog,
                "update device set " + assignments + " where catalog_id = $1 and device_id = $2",
                catalog,
                fleet.chips().get(chip).device());
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
