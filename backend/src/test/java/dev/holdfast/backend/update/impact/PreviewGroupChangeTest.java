package dev.holdfast.backend.update.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.SoftwareEffect;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that the previews of settings and moves tell which devices would get other software, and which would refuse it. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PreviewGroupChangeTest {
    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Inject
    Schedule schedule;

    @Inject
    SoftwareEffect softwareEffect;

    @Inject
    RenewManifests renewManifests;

    private final TestOs os = TestOs.ofNewPart();
    private Fleet fleet;

    /** No job signs manifest sets during a test. */
    @BeforeEach
    void create() {
        schedule.pause();
        fleet = Fleet.create();
        os.release("Retail", 260_900);
        os.release("RetailEval", 261_000);
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void another_feed_counts_devices_by_version_without_blocked_ones() {
        List<DeviceId> chips = claimed(4);
        change(chips.getFirst(), "os_version = '26.09', last_seen = now() - interval '2 days'");
        change(chips.get(1), "os_version = '26.09'");
        fleet.owner()
                .post(fleet.path("devices/" + chips.get(2) + "/block"), Map.of("reason", "Stolen"))
                .statusCode(200);

        settings("Production", "RetailEval", "UpdateAll")
                .statusCode(200)
                .body("target.devices", equalTo(4))
                .body("target.blocked", equalTo(1))
                .body("target.changes.osVersion", contains("26.09", ""))
                .body("target.changes.newOsVersion", contains("26.10", "26.10"))
                .body("target.changes.devices", contains(2, 1))
                .body("target.changes.offline", contains(1, 0))
                .body("target.bytes", greaterThan(0))
                .body("target.willFail", empty());
        settings("Production", "Retail", "UpdateAll").body("target.changes", empty());
    }

    @Test
    void devices_with_a_newer_system_will_refuse_the_older_one() {
        List<DeviceId> chips = fleet.endorsedChips(os.part(), 2);
        fleet.claim("Production OS Evaluation", chips);
        change(chips.getFirst(), "os_version = '26.10'");

        settings("Production OS Evaluation", "Retail", "UpdateAll")
                .body("target.changes.devices", contains(1))
                .body("target.willFail.code", contains("image-rolled-back"))
                .body("target.willFail.devices", contains(1));
    }

    @Test
    void a_group_keeps_a_newer_release_of_its_set() {
        List<DeviceId> chips = fleet.endorsedChips(os.part(), 2);
        fleet.claim("Production OS Evaluation", chips);
        OnVertx.await(vertx, renewManifests::renew);

        settings("Production OS Evaluation", "Retail", "UpdateAll")
                .statusCode(200)
                .body("target.devices", equalTo(2))
                .body("target.changes", empty())
                .body("target.willFail", empty());
    }

    @Test
    void a_setting_without_updates_holds_all_devices() {
        claimed(2);

        settings("Production", "Retail", "NoUpdates")
                .body("updates", notNullValue())
                .body("updates.newlyHeld", equalTo(2))
                .body("target.changes", empty());
    }

    @Test
    void a_move_shows_the_versions_of_the_new_group() {
        List<DeviceId> chips = claimed(3);
        change(chips.getFirst(), "os_version = '26.09'");

        move("Field Test OS Evaluation", chips)
                .statusCode(200)
                .body("devices", equalTo(3))
                .body("changes.osVersion", containsInAnyOrder("", "26.09"))
                .body("changes.newOsVersion", contains("26.10", "26.10"))
                .body("leavingRollout", equalTo(0));
        move("Production", chips).body("changes", empty());
        move("Nowhere", chips).statusCode(404);
    }

    @Test
    void devices_that_the_active_update_policy_holds_are_counted() {
        List<DeviceId> chips = claimed(3);
        change(chips.getFirst(), "os_version = '26.09'");
        activate(holding("device.osVersion == '26.09' && target.hasSystem"));

        settings("Production", "RetailEval", "UpdateAll").body("target.heldByPolicy", equalTo(1));
        settings("Production", "Retail", "UpdateAll").body("target.heldByPolicy", equalTo(0));
        move("Field Test OS Evaluation", chips).body("heldByPolicy", equalTo(1));
    }

    @Test
    void a_deployment_counts_the_devices_that_the_active_update_policy_holds() {
        List<DeviceId> chips = claimed(3);
        change(chips.getFirst(), "os_version = '26.09'");
        activate(holding("device.osVersion == '26.09' && target.hasApplications"));
        ImagePackage image = Packages.application(Packages.newComponent(), "lamp");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);

        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployment-impact"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .body("devices", equalTo(3))
                .body("heldByPolicy", equalTo(1));
    }

    @Test
    void approvers_of_an_update_policy_see_the_devices_that_it_holds_and_offers() {
        change(claimed(3).getFirst(), "os_version = '26.08'");
        OnVertx.await(vertx, renewManifests::renew);
        activate(holding("device.osVersion == '26.08'"));
        fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of("operations", List.of("ACTIVATE_POLICY"), "comment", "Two see more."))
                .put("/api/v1/" + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
        save(holding("device.osVersion == ''"));

        activation(2)
                .statusCode(202)
                .body("effect", hasSize(1))
                .body(
                        "effect[0]",
                        allOf(
                                startsWith("Thermostat / Production: Newly held: 2 devices. No longer held: 1 device."),
                                containsString("operating system 26.08 → 26.09. Download: ")));
    }

    @Test
    void approvers_see_versions_and_bytes_of_settings_and_moves() {
        List<DeviceId> chips = claimed(2);
        UUID group = UUID.fromString(fleet.owner()
                .get(fleet.path("products/Thermostat/groups/Production"))
                .extract()
                .path("id"));
        UUID other = UUID.fromString(fleet.owner()
                .get(fleet.path("products/Thermostat/groups/Field Test OS Evaluation"))
                .extract()
                .path("id"));

        List<String> settings = effect(tx -> softwareEffect.ofSettings(tx, group, "RetailEval", UpdatePolicy.ALL));
        assertThat(settings)
                .singleElement()
                .asString()
                .startsWith("Part " + os.part() + ": operating system 26.09 → 26.10. A device with the images before"
                        + " downloads ");
        assertThat(effect(tx -> softwareEffect.ofSettings(tx, group, "Retail", UpdatePolicy.ALL)))
                .isEmpty();
        assertThat(effect(tx -> softwareEffect.ofMove(tx, chips, other))).isEqualTo(settings);
    }

    private List<String> effect(Function<Tx, Uni<List<String>>> effect) {
        CatalogId catalog = fleet.catalogId();
        return OnVertx.await(vertx, () -> transactions.inCatalog(catalog, effect));
    }

    /** Returns a policy that holds devices on a condition. */
    private static String holding(String condition) {
        return """
                title: Not the first one
                description: For tests.
                rules:
                  - id: old
                    when: %s
                    severity: notice
                    effect: hold
                    reason: Waits.
                    remediation: Wait.
                """.formatted(condition);
    }

    private void activate(String policy) {
        save(policy);
        activation(1).statusCode(200);
    }

    private void save(String policy) {
        fleet.owner()
                .post(fleet.path("policies/update-catalog/versions"), Map.of("policy", policy, "comment", "A try"))
                .statusCode(201);
    }

    private ValidatableResponse activation(int version) {
        return fleet.owner()
                .post(
                        fleet.path("policies/update-catalog/activations"),
                        Map.of("version", version, "comment", "A try"));
    }

    private List<DeviceId> claimed(int count) {
        List<DeviceId> chips = fleet.endorsedChips(os.part(), count);
        fleet.claim("Production", chips);
        return chips;
    }

    private ValidatableResponse settings(String group, String feed, String policy) {
        return fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/" + group + "/settings-impact"),
                        Map.of(
                                "description",
                                "",
                                "osFeedType",
                                feed,
                                "updatePolicy",
                                policy,
                                "allowCrashDumpsCollection",
                                "Disabled",
                                "regionalDataBoundary",
                                "None"));
    }

    private ValidatableResponse move(String group, List<DeviceId> devices) {
        return fleet.owner()
                .post(
                        fleet.path("device-jobs/move-impact"),
                        Map.of(
                                "devices",
                                Map.of(
                                        "deviceIds",
                                        devices.stream().map(DeviceId::text).toList()),
                                "product",
                                "Thermostat",
                                "group",
                                group));
    }

    /** Changes columns of a device. */
    private void change(DeviceId device, String assignments) {
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.update(
                                "update device set " + assignments + " where catalog_id = $1 and device_id = $2",
                                catalog,
                                device)));
    }
}
