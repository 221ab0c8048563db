package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditional requests: a PUT or DELETE with an outdated If-Match is refused, and a POST returns Location and ETag. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ConditionalRequestsTest {
    private static final String GROUP = "products/Thermostat/groups/Field Test";

    private Fleet fleet;

    @BeforeEach
    void create() {
        fleet = Fleet.create();
    }

    @Test
    void a_concurrent_change_of_a_setting_is_not_overwritten() {
        changedMeanwhile(
                "approvals/rules",
                "approvals/rules",
                Map.of("operations", List.of("ACTIVATE_POLICY"), "comment", "Two see more."),
                Map.of("operations", List.of("ACTIVATE_POLICY", "START_DEPLOYMENT"), "comment", "Two see more."));
        changedMeanwhile("attestation-retention", "attestation-retention", Map.of("days", 30), Map.of("days", 31));
        changedMeanwhile("certificates/lifetime", "certificates/lifetime", Map.of("hours", 30), Map.of("hours", 31));
        changedMeanwhile(
                GROUP,
                GROUP + "/connection",
                Map.of("requiresPostQuantum", true, "reason", "As said."),
                Map.of("requiresPostQuantum", false, "reason", "As said."));
    }

    @Test
    void a_concurrently_changed_role_is_neither_changed_nor_removed() {
        String id = fleet.owner()
                .post(
                        fleet.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "some", "name", "Some", "role", "READER"))
                .statusCode(201)
                .extract()
                .path("id");
        String member = "members/" + id;
        String before = read(member).header("ETag");
        changedMeanwhile(member, member, Map.of("role", "APPROVER"), Map.of("role", "PUBLISHER"));

        fleet.owner()
                .request()
                .header("If-Match", before)
                .delete(OperatorApi.BASE + fleet.path(member))
                .then()
                .statusCode(412);
        assertThat(read(member).<String>path("role")).isEqualTo("APPROVER");
        fleet.owner()
                .request()
                .header("If-Match", "\"x\", " + read(member).header("ETag"))
                .delete(OperatorApi.BASE + fleet.path(member))
                .then()
                .statusCode(204);
    }

    @Test
    void if_match_follows_rfc_9110() {
        String tag = read(GROUP).header("ETag");
        Map<String, Object> body = Map.of("requiresPostQuantum", true, "reason", "As said.");

        put(GROUP + "/connection", "bogus", body).statusCode(400).body("errors.field", contains("If-Match"));
        put(GROUP + "/connection", "W/" + tag, body).statusCode(412);
        put(GROUP + "/connection", "\"x\", " + tag, body).statusCode(200);
    }

    @Test
    void a_created_resource_has_a_location_and_an_etag() {
        assertCreated("products", Map.of("name", "Tea Kettle", "description", ""), "/products/Tea%20Kettle");
        assertCreated(
                "products/Thermostat/groups",
                Map.of(
                        "name",
                        "Lab 1",
                        "settings",
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
                                "None")),
                "/products/Thermostat/groups/Lab%201");
    }

    /** Asserts that a POST returns the Location and the ETag of the new resource. {@code location} is the end of the path. */
    private void assertCreated(String path, Map<String, Object> body, String location) {
        ExtractableResponse<Response> made =
                fleet.owner().post(fleet.path(path), body).statusCode(201).extract();
        assertThat(made.header("Location")).endsWith("/catalogs/" + fleet.catalog() + location);
        fleet.owner()
                .request()
                .urlEncodingEnabled(false)
                .get(made.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo(made.header("ETag")))
                .body("name", equalTo(body.get("name")));
    }

    /** Reads the ETag at {@code read}. With it, the change {@code first} at {@code path} succeeds and then {@code second} is refused. */
    private void changedMeanwhile(String read, String path, Map<String, Object> first, Map<String, Object> second) {
        String tag = read(read).header("ETag");
        String after = put(path, tag, first)
                .statusCode(200)
                .header("ETag", startsWith("\""))
                .extract()
                .header("ETag");
        assertThat(after).as(path).isNotEqualTo(tag).isEqualTo(read(read).header("ETag"));
        put(path, tag, second)
                .statusCode(412)
                .body("type", equalTo("/api/problems#changed-meanwhile"))
                .body("detail", containsString("The resource was changed since you read it"));
        assertThat(read(read).header("ETag")).as(path).isEqualTo(after);
    }

    private ExtractableResponse<Response> read(String path) {
        return fleet.owner().get(fleet.path(path)).statusCode(200).extract();
    }

    /** Sends a PUT. {@code condition} is the value of If-Match. */
    private ValidatableResponse put(String path, String condition, Map<String, Object> body) {
        return fleet.owner()
                .request()
                .header("If-Match", condition)
                .contentType("application/json")
                .body(body)
                .put(OperatorApi.BASE + fleet.path(path))
                .then();
    }
}
