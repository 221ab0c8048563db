package dev.holdfast.backend.platform;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invalid requests. Every response is a problem document with the reason. */
@SuppressWarnings("NullAway.Init") // injected
@QuarkusTest
@QuarkusTestResource(Installation.class)
class BadRequestsTest {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    /** JSON escapes of NUL, bell, half a surrogate pair, a direction override, an isolate and a line separator. */
    private static final List<String> NOT_PLAIN =
            List.of("\\u0000", "\\u0007", "\\ud800", "\\u202e", "\\u2066", "\\u2028");

    @Test
    void characters_that_cannot_be_stored_in_a_scope_are_refused() {
        Fleet fleet = Fleet.create();
        Map<String, String> bodies = Map.of(
                "members", "{\"kind\":\"GROUP\",\"grantee\":\"a\",\"name\":\"a\",\"role\":\"READER\",",
                "tokens", "{\"kind\":\"PERSONAL\",\"name\":\"a\",\"role\":\"READER\",\"days\":1,");

        bodies.forEach((list, body) -> {
            for (String field : List.of("product", "group")) {
                fleet.owner()
                        .post(fleet.path(list), body + "\"" + field + "\":\"a\\u0000b\"}")
                        .statusCode(400)
                        .body("errors.field", contains(field));
            }
        });
    }

    @Test
    void control_characters_in_names_and_texts_are_refused() {
        Fleet fleet = Fleet.create();

        for (String bad : NOT_PLAIN) {
            Operator.installationOwner()
                    .post("catalogs", "{\"name\":\"plain\",\"displayName\":\"a" + bad + "b\"}")
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors.field", contains("displayName"))
                    .body("detail", containsString("control characters"));
            fleet.owner()
                    .post(fleet.path("products"), "{\"name\":\"Kettle\",\"description\":\"a" + bad + "b\"}")
                    .statusCode(400)
                    .body("errors.field", contains("description"));
            fleet.owner()
                    .post(
                            fleet.path("devices/claim"),
                            "{\"product\":\"a" + bad + "\",\"group\":\"a" + bad + "\",\"deviceIds\":[\""
                                    + "0".repeat(128) + "\"]}")
                    .statusCode(400)
                    .body("errors.field", contains("product", "group"));
        }
        fleet.owner()
                .post(fleet.path("products"), "{\"name\":\"Ket\\ntle\",\"description\":\"\"}")
                .statusCode(400)
                .body("errors.field", contains("name"));
    }

    @Test
    void metrics_and_health_are_not_on_the_api_listener() {
        for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready")) {
            RestAssured.given().get(path).then().statusCode(404).contentType("application/problem+json");
            RestAssured.given().get(management.resolve(path)).then().statusCode(200);
        }
    }

    @Test
    void descriptions_may_have_lines_and_names_any_script() {
        Fleet fleet = Fleet.create();

        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Kettle", "description", "One.\r\nTwo.\n"))
                .statusCode(201);
        Operator.installationOwner()
                .post("catalogs", Map.of("name", Operator.newCatalog() + "x", "displayName", "قهوة \uD83D\uDE80 Öl"))
                .statusCode(201);
    }

    @Test
    void control_characters_in_parameters_are_refused() {
        Fleet fleet = Fleet.create();

        for (String bad : List.of("%00", "%07", "%E2%80%AE")) {
            for (String term : List.of("", "product:", "group:")) {
                raw(fleet.path("devices?filter=" + term + "a" + bad))
                        .statusCode(400)
                        .body("errors.field", contains("filter"));
            }
            raw(fleet.path("audit?filter=actor:" + bad)).statusCode(400).body("errors.field", contains("filter"));
            raw(fleet.path("products/a" + bad + "/groups")).statusCode(404);
            raw(fleet.path("products/Thermostat/groups/a" + bad + "/deployments"))
                    .statusCode(404);
            raw("catalogs/a" + bad).statusCode(404);
        }
    }

    @Test
    void an_unknown_parameter_is_named_with_the_known_ones() {
        Fleet fleet = Fleet.create();

        raw(fleet.path("audit?limit=5&ordr=desc"))
                .statusCode(400)
                .body("errors.field", contains("ordr"))
                .body("detail", containsString("filter, sort, cursor, fields, limit"));
        raw(fleet.path("products?limit=5"))
                .statusCode(400)
                .body("errors.field", contains("limit"))
                .body("detail", containsString("no parameters"));
        fleet.owner().get(fleet.path("devices?sort=id&limit=5")).statusCode(200);
        Operator.in(Operator.newCatalog(), "reader")
                .get(fleet.path("audit?ordr=desc"))
                .statusCode(404);
    }

    @Test
    void a_duplicate_parameter_is_named() {
        Fleet fleet = Fleet.create();

        for (String list : List.of("exports/devices.ndjson", "devices", "audit")) {
            raw(fleet.path(list + "?filter=&filter=is:blocked"))
                    .statusCode(400)
                    .body("errors.field", contains("filter"))
                    .body("detail", containsString("must not be repeated"));
        }
    }

    @Test
    void a_filter_accepts_all_blanks_and_reports_forbidden_characters() {
        Fleet fleet = Fleet.create();

        for (String blank : List.of("%09", "%0A", "%0D%0A", "%E2%80%A8", "%C2%A0")) {
            fleet.owner()
                    .request()
                    .urlEncodingEnabled(false)
                    .get(OperatorApi.BASE + fleet.path("devices?filter=is:trusted" + blank + "is:named"))
                    .then()
                    .statusCode(200);
        }
        for (String bad : List.of("%00", "%07", "%7F", "%E2%80%AE", "%E2%81%A6")) {
            raw(fleet.path("devices?filter=is:trusted" + bad + "x"))
                    .statusCode(400)
                    .body("errors.field", contains("filter"))
                    .body("errors.position", contains(10));
        }
        raw(fleet.path("devices?filter=name:%22a%5Cx%22"))
                .statusCode(400)
                .body("errors.position", contains(7))
                .body("detail", containsString("backslash"));
    }

    @Test
    void unknown_and_duplicate_members_of_a_body_are_named() {
        Fleet fleet = Fleet.create();
        String member = "{\"kind\":\"SUBJECT\",\"grantee\":\"a\",\"name\":\"a\",\"role\":\"READER\",";

        refused(
                fleet.path("members"),
                member + "\"productName\":\"Toaster\"}",
                "productName",
                "is unknown; fields are");
        refused(
                fleet.path("tokens"),
                "{\"kind\":\"SERVICE\",\"name\":\"ci\",\"role\":\"READER\",\"days\":1,\"productName\":\"Toaster\"}",
                "productName",
                "is unknown");
        refused(fleet.path("products"), "{\"name\":\"Kettle\",\"name\":\"Toaster\"}", "name", "is duplicated");
        refused(
                fleet.path("products/Thermostat/groups"),
                "{\"name\":\"Lab\",\"settings\":{\"region\":\"EU\"}}",
                "settings.region",
                "is unknown");
        refused(
                fleet.path("products/Thermostat/groups"),
                "{\"name\":\"Lab\",\"settings\":{\"description\":\"\",\"description\":\"\"}}",
                "settings.description",
                "is duplicated");
        fleet.owner().get(fleet.path("products")).statusCode(200).body("items.name", contains("Thermostat"));
    }

    @Test
    void a_wrong_choice_is_refused_with_the_valid_ones() {
        Fleet fleet = Fleet.create();

        refused(
                fleet.path("members"),
                "{\"kind\":\"SUBJECT\",\"grantee\":\"a\",\"name\":\"a\",\"role\":\"BOSS\"}",
                "role",
                "must be one of OWNER, ");
    }

    @Test
    void product_names_follow_azure_sphere() {
        Fleet fleet = Fleet.create();

        for (String bad : List.of("-x-", ".", "..", "ab", " abc", "abc ", "a-b-c", "a\\tbc")) {
            fleet.owner()
                    .post(fleet.path("products"), "{\"name\":\"" + bad + "\",\"description\":\"\"}")
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors.field", contains("name"))
                    .body("detail", containsString("must not begin or end with a space"));
        }
        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Tea Kettle_2", "description", ""))
                .statusCode(201);
    }

    @Test
    void json_of_the_wrong_shape_is_refused_with_the_field() {
        Fleet fleet = Fleet.create();
        String claim = "{\"product\":\"Thermostat\",\"group\":\"Production\",\"deviceIds\":";

        refused("catalogs", "[]", "body", "an object");
        refused("catalogs", "\"text\"", "body", "object");
        refused("catalogs", "{\"name\":{\"a\":1}}", "name", "a text");
        refused("catalogs", "{\"name\":[\"a\"]}", "name", "a text");
        refused("catalogs", "{\"name\":\"a\",", "body", "not JSON at line 1");
        refused("catalogs", "{\"" + "a".repeat(60_000) + "\":1}", "body", "too long");
        refused(fleet.path("devices/claim"), claim + "[1]}", "deviceIds[0]", "a text");
        refused(fleet.path("devices/claim"), claim + "\"abc\"}", "deviceIds", "a list");
        refused(fleet.path("devices/claim"), claim + "[\"abc\"]}", "deviceIds[0]", "128 hex digits");
        refused(fleet.path("devices/claim"), claim + "[{\"key\":1}]}", "deviceIds[0]", "a text");
        refused(
                fleet.path("products/Thermostat/groups/Production/deployments"),
                "{\"imageIds\":[true]}",
                "imageIds[0]",
                "a text");
    }

    @Test
    void numbers_texts_and_booleans_are_not_converted() {
        Fleet fleet = Fleet.create();
        String offer = "{\"to\":\"another\",\"deviceIds\":[\"" + "0".repeat(128) + "\"],\"note\":";

        for (String bad : List.of("1.5", "\"24\"", "true", "\"\"")) {
            refused(
                    fleet.path("transfers"),
                    offer + "\"A test.\",\"expiresInDays\":" + bad + "}",
                    "expiresInDays",
                    "a whole number");
        }
        refused(
                fleet.path("transfers"),
                offer + "\"A test.\",\"expiresInDays\":99999999999}",
                "expiresInDays",
                "out of range");
        refused(fleet.path("transfers"), offer + "5}", "note", "a text");
        refused(fleet.path("transfers"), offer + "true}", "note", "a text");
        refused(fleet.path("transfers"), offer + "\" \u200b \"}", "note", "must have a visible character");
    }

    @Test
    void a_null_in_a_list_is_refused_with_its_index() {
        Fleet fleet = Fleet.create();
        String id = "\"" + "0".repeat(128) + "\"";
        String guid = "\"00000000-0000-0000-0000-000000000001\"";
        String group = "{\"product\":\"Thermostat\",\"group\":\"Production\",";

        refused(
                fleet.path("devices/claim"),
                group + "\"deviceIds\":[" + id + ",null]}",
                "deviceIds[1]",
                "must not be null");
        refused(
                fleet.path("devices/claim"),
                group + "\"deviceIds\":[" + id + "],\"proofs\":[null]}",
                "proofs[0]",
                "must not be null");
        for (String path : List.of("devices/claim-challenge", "devices/unclaim", "transfers")) {
            refused(fleet.path(path), "{\"deviceIds\":[null]}", "deviceIds[0]", "must not be null");
        }
        for (String path : List.of("revoke", "restore", "revocation-impact")) {
            refused("endorsements/" + path, "{\"deviceIds\":[" + id + ",null]}", "deviceIds[1]", "must not be null");
        }
        refused(fleet.path("reference-values"), "{\"values\":[null]}", "values[0]", "must not be null");
        refused(
                fleet.path("products/Thermostat/groups/Production/deployments"),
                "{\"imageIds\":[" + guid + ",null]}",
                "imageIds[1]",
                "must not be null");
        refused(
                "os-releases",
                "{\"part\":\"A\",\"feed\":\"Retail\",\"imageIds\":[null]}",
                "imageIds[0]",
                "must not be null");
    }

    @Test
    void invalid_booleans_and_numbers_in_parameters_are_refused() {
        Fleet fleet = Fleet.create();

        for (String bad : List.of("maybe", "1", "yes")) {
            fleet.owner()
                    .upload(fleet.path("images?tentative=" + bad), "application/octet-stream", new byte[] {1})
                    .statusCode(400)
                    .body("errors.field", contains("tentative"))
                    .body("detail", containsString("tentative must be true or false"));
        }
        raw(fleet.path("devices?limit=many")).statusCode(400).body("errors.field", contains("limit"));
        raw(fleet.path("devices?limit=0")).statusCode(400).body("errors.field", contains("limit"));
    }

    @Test
    void a_binary_body_is_a_client_error() {
        Operator.installationOwner()
                .upload("catalogs", "application/json", new byte[] {0, 0, 0, 1, 1, 1, 1, 1})
                .statusCode(400)
                .body("errors.field", contains("body"));
        Operator.installationOwner()
                .upload("catalogs", "application/json", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"'})
                .statusCode(400)
                .body("errors.field", contains("body"));
    }

    /** Asserts that a JSON body is refused, that the error names the field, and that nothing of the implementation shows. */
    private static void refused(String path, String body, String field, String message) {
        Operator.installationOwner()
                .post(path, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/api/problems#invalid-request"))
                .body("errors.field", contains(field))
                .body("detail", containsString(message))
                .body("detail", not(containsString("Source")))
                .body("detail", not(containsString("java")));
    }

    /** Sends a GET request whose path is already percent-encoded. Expects a problem document. */
    private static ValidatableResponse raw(String path) {
        return Operator.installationOwner()
                .request()
                .urlEncodingEnabled(false)
                .get(OperatorApi.BASE + path)
                .then()
                .contentType("application/problem+json");
    }
}
