package dev.holdfast.backend.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.job.RunDeviceJobs;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that require approval run only after approval, with the effect that the approver saw. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ApprovalRequiredTest {
    private static final String PRODUCTION = "products/Thermostat/groups/Production";
    private static final String DEPLOYMENTS = PRODUCTION + "/deployments";

    @Inject
    RunDeviceJobs runDeviceJobs;

    @Inject
    Vertx vertx;

    private Fleet fleet;
    private List<DeviceId> chips;

    @BeforeEach
    void a_fleet() {
        fleet = Fleet.create();
        chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
    }

    @Test
    void a_deployment_waits_for_approval_and_then_starts() {
        requireApproval("START_DEPLOYMENT");
        String image = upload("blinky");
        String approval = deploy(image)
                .statusCode(202)
                .body("comment", equalTo(""))
                .body("effect[0]", containsString("3 devices"))
                .body("effect[1]", equalTo("The group has no deployment yet."))
                .extract()
                .path("id");
        in("reader").get(fleet.path(DEPLOYMENTS)).body("items", hasSize(0));
        approve("publisher", approval, null).statusCode(403);

        approve("approver", approval, null).statusCode(200);

        in("reader")
                .get(fleet.path(DEPLOYMENTS))
                .body("items", hasSize(1))
                .body("items[0].createdBy", equalTo("publisher-of-" + fleet.catalog()));
        in("reader").get(fleet.path("audit")).body("items.after.approvedBy", hasItem("approver-of-" + fleet.catalog()));
    }

    @Test
    void a_deployment_with_a_changed_effect_needs_a_new_review() {
        requireApproval("START_DEPLOYMENT");
        String first = deploy(upload("first")).statusCode(202).extract().path("id");
        deploy(upload("second")).statusCode(409).body("detail", containsString("the request waits for approval"));
        fleet.claim("Production", fleet.endorsedChips(1));

        approve("approver", first, null).statusCode(409).body("detail", containsString("changed since"));
        String seen = in("approver")
                .get(fleet.path("approvals/" + first))
                .body("preview.changed", equalTo(true))
                .body("preview.effect[0]", containsString("4 devices"))
                .extract()
                .path("preview.tag");
        approve("approver", first, seen).statusCode(200);
    }

    @Test
    void a_deployment_does_not_reach_a_new_group_with_a_deleted_groups_name() {
        requireApproval("START_DEPLOYMENT");
        String group = "products/Thermostat/groups/Field Test";
        String approval = in("publisher")
                .post(fleet.path(group + "/deployments"), Map.of("imageIds", List.of(upload("blinky"))))
                .statusCode(202)
                .extract()
                .path("id");
        in("owner").request().delete("/api/v1/" + fleet.path(group)).then().statusCode(204);
        approve("approver", approval, null)
                .statusCode(409)
                .body("detail", containsString("was deleted. Reject the request"));
        in("owner")
                .post(fleet.path("products/Thermostat/default-groups"), Map.of())
                .statusCode(200);

        approve("approver", approval, null)
                .statusCode(409)
                .body("detail", containsString("another one has its name now"));
        in("approver")
                .get(fleet.path("approvals/" + approval))
                .body("preview.impossible", containsString("another one has its name now"));
        in("reader").get(fleet.path(group + "/deployments")).body("items", hasSize(0));
    }

    @Test
    void the_reason_of_a_deployment_reaches_approver_and_audit_log() {
        requireApproval("START_DEPLOYMENT");
        String approval = in("publisher")
                .post(
                        fleet.path(DEPLOYMENTS),
                        Map.of("imageIds", List.of(upload("blinky")), "reason", "It blinks too fast."))
                .statusCode(202)
                .body("comment", equalTo("It blinks too fast."))
                .extract()
                .path("id");
        approve("approver", approval, null).statusCode(200);

        in("reader")
                .get(fleet.path("audit?filter=action:StartDeployment"))
                .body("items.reason", contains("It blinks too fast.", "It blinks too fast."));
        in("publisher")
                .post(fleet.path(DEPLOYMENTS), Map.of("imageIds", List.of(upload("blinky")), "reason", ""))
                .statusCode(400)
                .body("errors.field", contains("reason"));
    }

    @Test
    void blocking_one_device_is_immediate_and_blocking_many_needs_approval() {
        requireApproval("BLOCK_MANY_DEVICES");

        block(chips.subList(0, 1)).statusCode(200).body("changed", equalTo(1));
        String approval = block(chips)
                .statusCode(202)
                .body("effect[0]", equalTo("Would be blocked: 2 of 3 devices."))
                .body("effect[1]", equalTo("Thermostat / Production: 2 devices"))
                .extract()
                .path("id");
        blocked(chips.getLast(), false);

        approve("approver", approval, null).statusCode(200);

        blocked(chips.getLast(), true);
    }

    @Test
    void an_unknown_device_does_not_make_a_single_block_need_approval() {
        requireApproval("BLOCK_MANY_DEVICES");

        block(List.of(chips.getFirst(), fleet.endorsedChips(1).getFirst()))
                .statusCode(200)
                .body("changed", equalTo(1));
        blocked(chips.getFirst(), true);
    }

    @Test
    void a_job_cannot_bypass_approval() {
        requireApproval("BLOCK_MANY_DEVICES");

        in("owner")
                .post(
                        fleet.path("device-jobs/block"),
                        Map.of("devices", Map.of("filter", ""), "reason", "All of them."))
                .statusCode(409)
                .body("detail", containsString("requires approval"));
        blocked(chips.getFirst(), false);
    }

    @Test
    void a_rule_for_single_blocks_also_covers_several() {
        requireApproval("BLOCK_ONE_DEVICE");

        String approval = block(chips.subList(0, 1)).statusCode(202).extract().path("id");
        blocked(chips.getFirst(), false);
        String several = block(chips.subList(1, 3)).statusCode(202).extract().path("id");
        blocked(chips.getLast(), false);
        in("owner")
                .post(
                        fleet.path("devices/block"),
                        Map.of("deviceIds", List.of(chips.getLast().text(), "0".repeat(128)), "reason", "Around it."))
                .statusCode(202)
                .body("summary", equalTo("Block " + chips.getLast().text() + "."));
        blocked(chips.getLast(), false);
        approve("approver", several, null).statusCode(200);
        blocked(chips.getLast(), true);

        in("owner")
                .post(fleet.path("approvals/" + approval + "/withdraw"), Map.of("comment", "Found it."))
                .statusCode(200)
                .body("state", equalTo("WITHDRAWN"));
        blocked(chips.getFirst(), false);
    }

    /** Retiring an authority revokes its certificates, so either rule applies. */
    @ParameterizedTest
    @ValueSource(strings = {"RETIRE_AUTHORITY", "REVOKE_CERTIFICATES"})
    void retiring_an_authority_needs_approval_and_the_next_one_signs(String rule) {
        requireApproval(rule);
        String serial = in("reader").get(fleet.path("certificates")).extract().path("serialNumber");
        String approval = in("owner")
                .post(fleet.path("certificates/authorities/" + serial + "/retire"), Map.of("reason", "Key lost."))
                .statusCode(202)
                .body("effect[0]", containsString(serial))
                .extract()
                .path("id");
        assertThat(in("reader").get(fleet.path("certificates")).extract().<String>path("serialNumber"))
                .isEqualTo(serial);

        approve("approver", approval, null).statusCode(200);

        assertThat(in("reader").get(fleet.path("certificates")).extract().<String>path("serialNumber"))
                .isNotEqualTo(serial);
    }

    @Test
    void requiring_a_post_quantum_key_exchange_needs_approval_where_blocking_several_devices_does() {
        requireApproval("BLOCK_MANY_DEVICES");
        String approval = put(PRODUCTION + "/connection", Map.of("requiresPostQuantum", true, "reason", "Policy."))
                .statusCode(202)
                .body("operation", equalTo("CHANGE_GROUP"))
                .body("effect[0]", containsString("X25519MLKEM768"))
                .extract()
                .path("id");
        in("reader").get(fleet.path(PRODUCTION)).body("requiresPostQuantum", equalTo(false));

        approve("approver", approval, null).statusCode(200);

        in("reader").get(fleet.path(PRODUCTION)).body("requiresPostQuantum", equalTo(true));
        put(PRODUCTION + "/connection", Map.of("requiresPostQuantum", true, "reason", "Policy."))
                .statusCode(200);
    }

    @Test
    void changing_the_os_feed_of_a_group_needs_approval_and_its_description_does_not() {
        requireApproval("CHANGE_GROUP");
        put(PRODUCTION, settings("Kitchens", "Retail")).statusCode(200).body("description", equalTo("Kitchens"));
        String approval = put(PRODUCTION, settings("Kitchens", "RetailEval"))
                .statusCode(202)
                .body("effect", contains("osFeedType: Retail → RetailEval"))
                .extract()
                .path("id");
        in("reader").get(fleet.path(PRODUCTION)).body("osFeedType", equalTo("Retail"));

        put(PRODUCTION, settings("Bathrooms", "Retail")).statusCode(200);
        approve("approver", approval, null).statusCode(409).body("detail", containsString("changed since"));
        String seen = in("approver")
                .get(fleet.path("approvals/" + approval))
                .body("preview.effect", hasItem("description: Bathrooms → Kitchens"))
                .extract()
                .path("preview.tag");
        approve("approver", approval, seen).statusCode(200);

        in("reader").get(fleet.path(PRODUCTION)).body("osFeedType", equalTo("RetailEval"));
    }

    @Test
    void an_uploaded_image_counts_only_where_deployed_if_accepting_reference_values_needs_approval() {
        requireApproval("ACCEPT_REFERENCES");

        String image = upload("blinky");

        in("reader")
                .get(fleet.path("reference-values?filter=image:" + image))
                .body("items.state", contains("TENTATIVE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_DEVICES", "CHANGE_GROUP"})
    void moving_devices_waits_for_approval_and_claims_do_not_bypass_it(String rule) {
        requireApproval(rule);
        String approval = move(Map.of("deviceIds", List.of(chips.getFirst().text())))
                .statusCode(202)
                .body("operation", equalTo("MOVE_DEVICES"))
                .body("effect[0]", equalTo("Thermostat / Production: 1 device"))
                .extract()
                .path("id");
        move(Map.of("filter", "is:trusted")).statusCode(400).body("errors.field", contains("devices"));
        fleet.claimInto("Thermostat", "Field Test", chips)
                .statusCode(409)
                .body("detail", containsString("moving them requires approval"));
        runJobs();
        group(chips.getFirst(), "Production");

        approve("approver", approval, null).statusCode(200);
        runJobs();

        group(chips.getFirst(), "Field Test");
        in("reader")
                .get(fleet.path("audit?filter=action:StartDeviceJob"))
                .body("items[0].actor", equalTo("contributor-of-" + fleet.catalog()))
                .body("items[0].approverSubject", equalTo("id-of-approver-of-" + fleet.catalog()));
    }

    /** Requests to move devices to the group Field Test, as a contributor. */
    private ValidatableResponse move(Map<String, Object> devices) {
        return in("contributor")
                .post(
                        fleet.path("device-jobs/move"),
                        Map.of("devices", devices, "product", "Thermostat", "group", "Field Test"));
    }

    /** Runs all jobs to the end, possibly while the schedule runs them too. */
    private void runJobs() {
        Await.until("jobs end", () -> {
            OnVertx.await(vertx, runDeviceJobs::run);
            return !in("reader")
                    .get(fleet.path("device-jobs"))
                    .extract()
                    .<List<String>>path("items.state")
                    .contains("RUNNING");
        });
    }

    private void group(DeviceId device, String expected) {
        in("reader").get(fleet.path("devices/" + device.text())).body("group", equalTo(expected));
    }

    private ValidatableResponse put(String path, Map<String, Object> body) {
        return in("owner")
                .request()
                .contentType("application/json")
                .body(body)
                .put("/api/v1/" + fleet.path(path))
                .then();
    }

    private static Map<String, Object> settings(String description, String feed) {
        return Map.of(
                "description",
                description,
                "osFeedType",
                feed,
                "updatePolicy",
                "UpdateAll",
                "allowCrashDumpsCollection",
                "Disabled",
                "regionalDataBoundary",
                "None");
    }

    @Test
    void removing_a_rule_needs_approval_and_adding_one_does_not() {
        requireApproval("START_DEPLOYMENT");
        rules("BLOCK_MANY_DEVICES")
                .statusCode(200)
                .body("rules.operations", equalTo(List.of("START_DEPLOYMENT", "BLOCK_MANY_DEVICES")))
                .body("approval.summary", containsString("deploying images"));
        String approval = in("reader")
                .get(fleet.path("approvals?filter=is:pending"))
                .body("items", hasSize(1))
                .extract()
                .path("items[0].id");

        approve("approver", approval, null).statusCode(200);

        in("reader").get(fleet.path("approvals/rules")).body("operations", equalTo(List.of("BLOCK_MANY_DEVICES")));
        rules("BLOCK_MANY_DEVICES").statusCode(200).body("approval", nullValue());
    }

    @Test
    void an_unknown_or_fixed_rule_is_refused() {
        rules("CHANGE_APPROVAL_RULES", "BLOCK_MANY_DEVICES")
                .statusCode(400)
                .body("errors.field", contains("operations"))
                .body("detail", containsString("must not contain CHANGE_APPROVAL_RULES"));
        rules("BLOCK_MANY_DEVICES", "ROTATE_AUTHORITY")
                .statusCode(400)
                .body("errors.field", contains("operations[1]"))
                .body("detail", containsString("must be one of ACTIVATE_POLICY, ISSUE_CAPABILITY, "));
        in("reader").get(fleet.path("approvals/rules")).body("operations", hasSize(0));
    }

    private void requireApproval(String operation) {
        rules(operation).statusCode(200).body("rules.operations", hasItem(operation));
    }

    /** Replaces all approval rules of the catalog. */
    private ValidatableResponse rules(String... operations) {
        return in("owner")
                .request()
                .contentType("application/json")
                .body(Map.of("operations", List.of(operations), "comment", "Two see more."))
                .put("/api/v1/" + fleet.path("approvals/rules"))
                .then();
    }

    /** Uploads an image and returns its ID. */
    private String upload(String name) {
        ImagePackage image = Packages.application(Packages.newComponent(), name);
        in("publisher")
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image.metadata().image().text();
    }

    /** Requests a deployment of the image to the group Production, as a publisher. */
    private ValidatableResponse deploy(String image) {
        return in("publisher").post(fleet.path(DEPLOYMENTS), Map.of("imageIds", List.of(image)));
    }

    /** Requests to block devices, as an owner. */
    private ValidatableResponse block(List<DeviceId> devices) {
        return in("owner")
                .post(
                        fleet.path("devices/block"),
                        Map.of("deviceIds", devices.stream().map(DeviceId::text).toList(), "reason", "Stolen."));
    }

    /** Asserts that the device is blocked, or not blocked. */
    private void blocked(DeviceId device, boolean expected) {
        assertThat(in("reader")
                                .get(fleet.path("devices/" + device.text()))
                                .extract()
                                .<Object>path("block")
                        != null)
                .isEqualTo(expected);
    }

    /**
     * Approves a request. {@code seen} is the tag of the preview that the approver saw. Null approves the effect at the time of the
     * request.
     */
    private ValidatableResponse approve(String role, String approval, @Nullable String seen) {
        Map<String, Object> answer = new HashMap<>(Map.of("comment", "Seen."));
        if (seen != null) {
            answer.put("previewTag", seen);
        }
        return in(role).post(fleet.path("approvals/" + approval + "/approve"), answer);
    }

    /** Returns a person with a role in the whole catalog. */
    private Operator in(String role) {
        return Operator.in(fleet.catalog(), role);
    }
}
