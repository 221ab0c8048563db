package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products and groups have the settings that Azure Sphere documents. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GroupSettingsTest {
    private static final String GROUPS = "products/Thermostat/groups";
    private static final String FIELD = GROUPS + "/Field Test";

    private Fleet fleet;

    @BeforeEach
    void create() {
        fleet = Fleet.create();
    }

    @Test
    void a_product_has_the_five_default_groups_with_the_documented_settings() {
        reader().get(fleet.path(GROUPS))
                .body(
                        "items.name",
                        contains(
                                "Development",
                                "Field Test",
                                "Field Test OS Evaluation",
                                "Production",
                                "Production OS Evaluation"))
                .body("items.osFeedType", contains("Retail", "Retail", "RetailEval", "Retail", "RetailEval"))
                .body(
                        "items.updatePolicy",
                        contains("No3rdPartyAppUpdates", "UpdateAll", "UpdateAll", "UpdateAll", "UpdateAll"))
                .body("items.allowCrashDumpsCollection", contains(all("Disabled")))
                .body("items.regionalDataBoundary", contains(all("None")));
    }

    /** Returns a value for each of the five default groups. */
    private static String[] all(String value) {
        return new String[] {value, value, value, value, value};
    }

    @Test
    void all_settings_change_at_once_and_are_audited() {
        put(FIELD, settings("RetailEval", "No3rdPartyAppUpdates", "Enabled", "EU"), null)
                .statusCode(200)
                .body("osFeedType", equalTo("RetailEval"))
                .body("updatePolicy", equalTo("No3rdPartyAppUpdates"))
                .body("allowCrashDumpsCollection", equalTo("Enabled"))
                .body("regionalDataBoundary", equalTo("EU"));

        reader().get("catalogs/" + fleet.catalog() + "/audit")
                .body("items.action", hasItem("ChangeGroupSettings"))
                .body("items.find { it.action == 'ChangeGroupSettings' }.before.osFeedType", equalTo("Retail"))
                .body("items.find { it.action == 'ChangeGroupSettings' }.after.osFeedType", equalTo("RetailEval"));
    }

    @Test
    void a_concurrent_change_is_not_overwritten() {
        String read = reader().get(fleet.path(FIELD)).statusCode(200).extract().header("ETag");
        put(FIELD, settings("RetailEval", "UpdateAll", "Disabled", "None"), read)
                .statusCode(200);

        put(FIELD, settings("Retail", "UpdateAll", "Enabled", "None"), read)
                .statusCode(412)
                .body("detail", containsString("The resource was changed since you read it"));
        put(FIELD, settings("Retail", "UpdateAll", "Enabled", "None"), "*").statusCode(200);

        String product =
                reader().get(fleet.path("products/Thermostat")).extract().header("ETag");
        put("products/Thermostat", Map.of("description", "One"), product).statusCode(200);
        put("products/Thermostat", Map.of("description", "Two"), product).statusCode(412);
    }

    @Test
    void a_group_name_is_unique_in_its_product() {
        for (String name : List.of("A", "A1", "Lab bench 7", "x".repeat(50))) {
            createGroup(name).statusCode(201).body("name", equalTo(name));
        }
        createGroup("LAB BENCH 7").statusCode(409);
        for (String name : List.of("", ".default", ".unassigned", " a", "a ", "a_b", "a-b", "ä", "x".repeat(51))) {
            createGroup(name).statusCode(400).body("errors[0].field", equalTo("name"));
        }
    }

    @Test
    void unknown_settings_are_refused_one_by_one() {
        put(FIELD, settings("Beta", "Sometimes", "yes", "US"), null)
                .statusCode(400)
                .body(
                        "errors.field",
                        contains("osFeedType", "updatePolicy", "allowCrashDumpsCollection", "regionalDataBoundary"));
        fleet.owner()
                .post(fleet.path(GROUPS), Map.of("name", "Without settings"))
                .statusCode(400);
    }

    @Test
    void existing_default_groups_are_left_unchanged() {
        put(FIELD, settings("RetailEval", "UpdateAll", "Disabled", "EU"), null).statusCode(200);

        fleet.owner()
                .post(fleet.path("products/Thermostat/default-groups"), Map.of())
                .statusCode(200)
                .body("items", hasSize(5))
                .body("items.find { it.name == 'Field Test' }.regionalDataBoundary", equalTo("EU"));
        fleet.owner()
                .post(fleet.path("products/Nothing/default-groups"), Map.of())
                .statusCode(404);
    }

    private static Map<String, Object> settings(String feed, String policy, String dumps, String region) {
        return Map.of(
                "description",
                "Changed",
                "osFeedType",
                feed,
                "updatePolicy",
                policy,
                "allowCrashDumpsCollection",
                dumps,
                "regionalDataBoundary",
                region);
    }

    /** Creates a group, as a contributor. */
    private ValidatableResponse createGroup(String name) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", name);
        body.put("settings", settings("Retail", "UpdateAll", "Disabled", "None"));
        return Operator.in(fleet.catalog(), "contributor").post(fleet.path(GROUPS), body);
    }

    /** Changes a group or product. {@code tag} is the expected ETag; null for none. */
    private ValidatableResponse put(String path, Map<String, Object> body, @Nullable String tag) {
        RequestSpecification request = Operator.in(fleet.catalog(), "contributor")
                .request()
                .contentType("application/json")
                .body(body);
        return (tag == null ? request : request.header("If-Match", tag))
                .put(OperatorApi.BASE + fleet.path(path))
                .then();
    }

    private Operator reader() {
        return Operator.in(fleet.catalog(), "reader");
    }
}
