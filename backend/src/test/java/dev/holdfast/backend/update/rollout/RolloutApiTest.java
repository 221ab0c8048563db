package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator API shows of rollouts and their devices, and what it permits. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutApiTest {
    private static final String GROUP = "products/Thermostat/groups/Production/";
    private static final Map<String, Object> WHY = Map.of("reason", "A try");

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @Inject
    AdvanceRollouts advanceRollouts;

    @Inject
    Vertx vertx;

    private Fleet fleet = new Fleet("");
    private List<DeviceId> devices = List.of();
    private String image = "";

    @BeforeEach
    void deploy() {
        fleet = Fleet.create();
        devices = fleet.endorsedChips(3);
        fleet.claim("Production", devices);
        ComponentId component = Packages.newComponent();
        post(GROUP + "deployments", Map.of("imageIds", List.of(upload(component))))
                .statusCode(201);
        image = upload(component);
    }

    @Test
    void a_rollout_shows_its_phases_devices_and_failures() {
        String id = create();
        get("rollouts/" + id)
                .body("state", equalTo("DRAFT"))
                .body("allowed", containsInAnyOrder("START", "EXTEND", "EXEMPT", "ABORT"))
                .body("phases.listed", contains(1, null))
                .body("phases.percent", contains(null, 100))
                .body("images.id", contains(image))
                .body("previousImages", not(empty()))
                .body("devices", equalTo(3));
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();

        long version = version();
        contact(devices.getFirst(), version);
        get("rollouts/" + id)
                .body("state", equalTo("RUNNING"))
                .body("phase", equalTo(1))
                .body("counts.targeted", equalTo(1))
                .body("counts.installing", equalTo(1))
                .body("counts.inFlight", equalTo(1))
                .body("phases[0].openedAt", notNullValue())
                .body("allowed", hasItem("PAUSE"))
                .body("allowed", not(hasItem("RETRY_FAILED")));
        get("devices/" + devices.getFirst())
                .body("update.state", equalTo("OFFERED"))
                .body("update.target", equalTo((int) version))
                .body("update.rollout.id", equalTo(id))
                .body("update.rollout.phase", equalTo(1));
        get("devices/" + devices.getLast())
                .body("update.state", equalTo("WAITING_FOR_PHASE"))
                .body("update.at", equalTo(get("rollouts/" + id).extract().path("startedAt")))
                .body("update.rollout.phase", nullValue());
        requireFound("update:offered", devices.subList(0, 1));
        requireFound("update:waiting-for-phase", devices.subList(1, 3));
        requireFound("phase:1", devices.subList(0, 1));
        requireFound("-phase:1,2", devices.subList(1, 3));

        report(
                devices.getFirst(),
                DeviceReport.Kind.UPDATE_FAILED,
                Map.of("manifestVersion", Long.toString(version), "error", "image-rolled-back"));
        advance();
        get("rollouts/" + id)
                .body("state", equalTo("HALTED"))
                .body("counts.failed", equalTo(1))
                .body("halt.rule.cause", equalTo("INSTALL_FAILED"))
                .body("halt.affected", equalTo(1))
                .body("halt.of", equalTo(1))
                .body("allowed", hasItem("RESUME"));
        get("overview")
                .body("rollouts.id", contains(id))
                .body("rollouts[0].group", equalTo("Production"))
                .body("rollouts[0].state", equalTo("HALTED"));
        get("rollouts/" + id + "/failure-reasons")
                .body("items.kind", contains("FAILED"))
                .body("items.code", contains("image-rolled-back"))
                .body("items.devices", contains(1));
        get("rollouts/" + id + "/failures?filter=kind:failed")
                .body("items.device", contains(devices.getFirst().text()))
                .body("items.phase", contains(1));
        get("rollouts/" + id + "/failures?filter=kind:silent").body("items", empty());
        get("rollouts/" + id + "/failures?filter=phase:1").body("items.phase", contains(1));
        get("rollouts/" + id + "/failures?filter=phase:2").body("items", empty());
        requireFound("update:failed", devices.subList(0, 1));
        requireFound("rollout:" + id, devices.subList(0, 1));

        post("rollouts/" + id + "/abort", WHY)
                .statusCode(200)
                .body("state", equalTo("ABORTED"))
                .body("counts.failed", equalTo(1))
                .body("allowed", empty());
        get("overview").body("rollouts", empty());
        requireFound("phase:1 rollout:" + id, devices.subList(0, 1));
        get("devices/" + devices.getFirst().text())
                .body("update.rollout.id", equalTo(id))
                .body("update.rollout.phase", equalTo(1))
                .body("update.rollout.active", equalTo(false));
    }

    @Test
    void an_open_device_that_a_halted_rollout_withholds_is_held() {
        String id = create();
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();
        get("devices/" + devices.getFirst())
                .body("update.state", equalTo("UNKNOWN"))
                .body("update.at", equalTo(get("rollouts/" + id).extract().path("phases[0].openedAt")));

        post("rollouts/" + id + "/pause", WHY).statusCode(200).body("state", equalTo("PAUSED"));

        get("devices/" + devices.getFirst())
                .body("update.state", equalTo("HELD"))
                .body("update.at", equalTo(get("rollouts/" + id).extract().path("since")))
                .body("update.code", equalTo("rollout-paused"));
        requireFound("update:held", devices.subList(0, 1));
    }

    @Test
    void approvers_of_a_resumption_see_the_images_and_their_size() {
        String id = create();
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();
        report(
                devices.getFirst(),
                DeviceReport.Kind.UPDATE_FAILED,
                Map.of("manifestVersion", Long.toString(version()), "error", "image-rolled-back"));
        advance();
        requireApproval();

        post("rollouts/" + id + "/resume", WHY)
                .statusCode(202)
                .body(
                        "effect",
                        hasItems(
                                containsString("would be offered again"),
                                containsString(" → "),
                                startsWith("A device with the images before downloads ")));
    }

    @Test
    void an_exempt_device_is_not_targeted() {
        String id = create();
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();

        post("rollouts/" + id + "/exempt-devices/" + devices.getLast(), WHY).statusCode(200);

        get("devices/" + devices.getLast())
                .body("update.state", equalTo("NOT_TARGETED"))
                .body("update.rollout.exempt", equalTo(true));
        requireFound("update:not-targeted", devices.subList(2, 3));
        requireFound("update:waiting-for-phase", devices.subList(1, 2));
        get("devices/facets")
                .body(
                        "facets.find { it.name == 'update' }.values.collectEntries { [it.label, it.devices] }",
                        equalTo(Map.of("pending", 1, "waiting-for-phase", 1, "not-targeted", 1)));
    }

    @Test
    void a_download_goes_on_after_a_pause() {
        String device = "devices/" + devices.getFirst();
        String id = create();
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();
        report(
                devices.getFirst(),
                DeviceReport.Kind.UPDATE_STATE,
                Map.of("manifestVersion", Long.toString(version()), "state", "DOWNLOADING", "percent", "40"));
        get(device).body("update.state", equalTo("DOWNLOADING")).body("update.percent", equalTo(40));
        post("rollouts/" + id + "/pause", WHY).statusCode(200);
        contact(devices.getFirst(), target().current().version());

        post("rollouts/" + id + "/resume", WHY).statusCode(200);

        get(device).body("update.state", equalTo("DOWNLOADING")).body("update.percent", nullValue());
        requireFound("update:downloading", devices.subList(0, 1));
    }

    @Test
    void rollouts_are_listed_by_state_and_group() {
        String first = create();
        String second = create();
        post("rollouts/" + first + "/abort", WHY).statusCode(200);

        get("rollouts").body("items.id", contains(second, first));
        get("rollouts?filter=state:draft").body("items.id", contains(second));
        get("rollouts?filter=is:ended product:Thermostat").body("items.id", contains(first));
        get(GROUP + "rollouts?sort=at").body("items.id", contains(first, second));
        get("products/Thermostat/groups/Development/rollouts").body("items", empty());
    }

    @Test
    void the_preview_of_a_rollout_and_of_its_draft_are_equal() {
        String preview = post(GROUP + "rollout-impact", request())
                .statusCode(200)
                .body("phases.devices", contains(1, 3))
                .body("phases.added", contains(1, 2))
                .body("update.devices", equalTo(3))
                .body("update.changes", not(empty()))
                .body("changes.devices", contains(3))
                .body("changes[0].images.after.id", contains(image))
                .body("willFail", empty())
                .extract()
                .asString();

        String id = create();

        assertThat(get("rollouts/" + id + "/impact").extract().asString()).isEqualTo(preview);
    }

    @Test
    void only_the_version_that_a_person_read_can_be_extended() {
        String id = create();
        String tag = get("rollouts/" + id).extract().header("ETag");

        extend(id, tag, 5).statusCode(200).body("maxInFlight", equalTo(5));

        extend(id, tag, 7).statusCode(412);
        get("rollouts/" + id).body("maxInFlight", equalTo(5));
    }

    @Test
    void a_pinned_device_is_held_until_it_is_unpinned() {
        String device = "devices/" + devices.getFirst();
        post(device + "/pin", WHY).statusCode(204);

        get(device)
                .body("update.state", equalTo("HELD"))
                .body("update.code", equalTo("pinned"))
                .body("update.pin.reason", equalTo("A try"));
        requireFound("update:held", devices.subList(0, 1));
        post(device + "/pin", WHY).statusCode(409);

        post(device + "/unpin", WHY).statusCode(204);
        get(device).body("update.state", equalTo("UNKNOWN")).body("update.pin", nullValue());
    }

    @Test
    void gateways_learn_that_devices_are_asked_to_check_for_updates() {
        String next = gateway.get("changes", Changes.class).next();
        UUID group = UUID.fromString(
                get(GROUP.substring(0, GROUP.length() - 1)).extract().path("id"));

        post("devices/" + devices.getFirst() + "/check-now", Map.of()).statusCode(204);
        post(GROUP + "check-now", Map.of()).statusCode(204);

        gateway.awaitChanges(next, Change.of(devices.getFirst()));
        gateway.awaitChanges(next, Change.of(group));
        get("audit?filter=is:people")
                .body("items[0].action", equalTo("CheckNow"))
                .body("items[0].subject", equalTo("Thermostat / Production"))
                .body("items[1].action", equalTo("CheckNow"))
                .body("items[1].subject", equalTo(devices.getFirst().text()));
    }

    @Test
    void no_rollout_starts_while_all_are_stopped() {
        String id = create();
        get("rollouts/stop").body("at", nullValue()).body("reason", equalTo(""));
        post("rollouts/stop", WHY).statusCode(204);
        get("rollouts/stop").body("at", notNullValue()).body("reason", equalTo("A try"));
        post("rollouts/" + id + "/start", Map.of()).statusCode(409);

        post("rollouts/allow", WHY).statusCode(204);
        get("rollouts/stop").body("at", nullValue());
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
    }

    @Test
    void a_request_to_start_a_rollout_names_it() {
        requireApproval();
        String id = create();

        post("rollouts/" + id + "/start", Map.of()).statusCode(202).body("rollout", equalTo(id));

        get("rollouts/" + id).body("state", equalTo("AWAITING_APPROVAL"));
        get("approvals").body("items.rollout", contains(id));
    }

    @Test
    void a_draft_that_waits_for_approval_cannot_be_changed() {
        requireApproval();
        String id = create();
        String tag = get("rollouts/" + id).extract().header("ETag");
        post("rollouts/" + id + "/start", Map.of()).statusCode(202);

        get("rollouts/" + id).body("allowed", contains("ABORT"));
        extend(id, tag, 5).statusCode(409).body("detail", containsString("waits for approval"));
    }

    @Test
    void an_emergency_waits_for_approval() {
        requireApproval();
        Map<String, Object> emergency = new HashMap<>(request());
        emergency.put("emergency", true);
        String id =
                post(GROUP + "rollouts", emergency).statusCode(201).extract().path("id");

        post("rollouts/" + id + "/start", Map.of()).statusCode(202).body("rollout", equalTo(id));
        advance();

        get("rollouts/" + id).body("emergency", equalTo(true)).body("state", equalTo("AWAITING_APPROVAL"));
        assertThat(target().next()).as("set that gateways offer").isNull();
    }

    @Test
    void a_start_in_a_far_century_is_refused() {
        Map<String, Object> late = new HashMap<>(request());
        late.put("startAt", "+999999999-12-31T23:59:59Z");

        post(GROUP + "rollouts", late).statusCode(400).body("detail", containsString("must be before"));
    }

    @Test
    void a_tag_of_more_than_1000_devices_names_no_phase() {
        fleet.claim("Production", fleet.endorsedChips(998));
        CatalogId catalog = fleet.catalogId();
        catalogs.update(catalog, """
                insert into device_tag (catalog_id, tag, device_id)
                select catalog_id, 'canary', device_id from device where catalog_id = $1""", catalog);
        Map<String, Object> tagged = new HashMap<>(request());
        tagged.put("phases", List.of(Map.of("tag", "canary"), Map.of("percent", 100)));

        post(GROUP + "rollouts", tagged)
                .statusCode(400)
                .body("detail", containsString("tag canary, which more than 1000 devices"));
        catalogs.update(
                catalog, "delete from device_tag where catalog_id = $1 and device_id = $2", catalog, devices.get(0));
        String id = post(GROUP + "rollouts", tagged).statusCode(201).extract().path("id");
        catalogs.update(
                catalog,
                "insert into device_tag (catalog_id, tag, device_id) values ($1, 'canary', $2)",
                catalog,
                devices.get(0));
        post("rollouts/" + id + "/start", Map.of()).statusCode(200);
        advance();

        get("rollouts/" + id)
                .body("state", equalTo("WAITING_FOR_PERSON"))
                .body("question", containsString("more devices have its tag"))
                .body("counts.targeted", equalTo(0));
    }

    @Test
    void a_role_in_the_group_controls_its_rollouts_only() {
        String id = create();
        Operator publisher = fleet.given("PUBLISHER", "Thermostat", "Production");
        Operator other = fleet.given("PUBLISHER", "Thermostat", "Development");

        publisher.get(fleet.path("rollouts/" + id)).statusCode(200);
        publisher.post(fleet.path("rollouts/" + id + "/start"), Map.of()).statusCode(200);
        publisher.get(fleet.path("rollouts")).statusCode(403);
        other.get(fleet.path("rollouts/" + id)).statusCode(403);
        other.post(fleet.path("rollouts/" + id + "/abort"), WHY).statusCode(403);
    }

    /** Lets the catalog start deployments only after approval. */
    private void requireApproval() {
        fleet.owner()
                .request()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(Map.of("operations", List.of("START_DEPLOYMENT"), "comment", "A try"))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    private Map<String, Object> request() {
        return Map.of(
                "imageIds", List.of(image),
                "phases", List.of(Map.of("deviceIds", List.of(devices.getFirst().text())), Map.of("percent", 100)),
                "haltRules", List.of(Map.of("cause", "INSTALL_FAILED", "percent", 0, "minimum", 1)));
    }

    private String create() {
        return post(GROUP + "rollouts", request()).statusCode(201).extract().path("id");
    }

    private String upload(ComponentId component) {
        ImagePackage uploaded = Packages.application(component, "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", uploaded.bytes())
                .statusCode(201);
        return uploaded.metadata().image().text();
    }

    private ValidatableResponse extend(String id, String tag, int maxInFlight) {
        return fleet.owner()
                .request()
                .header("If-Match", tag)
                .contentType("application/json")
                .body(Map.of("maxInFlight", maxInFlight, "reason", "A try"))
                .post(OperatorApi.BASE + fleet.path("rollouts/" + id + "/extend"))
                .then();
    }

    private ValidatableResponse post(String path, Map<String, Object> body) {
        return fleet.owner().post(fleet.path(path), body);
    }

    private ValidatableResponse get(String path) {
        return fleet.owner().get(fleet.path(path)).statusCode(200);
    }

    private void requireFound(String filter, List<DeviceId> expected) {
        get("devices?filter=" + filter)
                .body(
                        "items.id",
                        containsInAnyOrder(expected.stream().map(DeviceId::text).toArray()));
    }

    private void advance() {
        OnVertx.await(vertx, advanceRollouts::advance);
    }

    /** Returns the version of the set for open devices. */
    private long version() {
        return Objects.requireNonNull(target().next()).target().version();
    }

    private Target target() {
        var witness = SiliconManufacturer.witness(devices.getFirst());
        UUID group = Objects.requireNonNull(gateway.assignment(witness).groupId());
        return gateway.target(group, "MT3620AN", witness);
    }

    private void contact(DeviceId device, long offered) {
        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(
                        SiliconManufacturer.witness(device), Instant.now(), 0, KeyExchange.X25519, offered, ""))));
    }

    private void report(DeviceId device, DeviceReport.Kind kind, Map<String, String> detail) {
        gateway.post(
                "reports",
                new Reports(List.of(new Report(
                        SiliconManufacturer.witness(device),
                        new DeviceReport(UUID.randomUUID(), Instant.now(), kind, detail)))));
    }
}
