package dev.holdfast.backend.tenancy;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.SafeCsv;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conventions for all operations in the server's OpenAPI document. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ConventionsTest {
    /** The common parameters of lists. */
    private static final List<String> OF_EVERY_LIST = List.of("filter", "sort", "cursor", "fields", "limit");

    /** Lists without some of the common parameters, with the reason. */
    private static final Map<String, String> BOUNDED = Map.ofEntries(
            entry("catalogs", "the catalogs of the caller, a single order"),
            entry("gateways", "few gateways"),
            entry("manufacturers", "imported manually, so few"),
            entry("trust/roots", "added manually, so few"),
            entry("catalogs/{catalog}/image-keys", "replaced by owners, so few"),
            entry("os-releases", "a few releases a year, a single order"),
            entry("people", "at most 20 search results"),
            entry("catalogs/{catalog}/people", "at most 20 search results"),
            entry("catalogs/{catalog}/products", "created manually, so few"),
            entry("catalogs/{catalog}/products/{product}/groups", "created manually, so few"),
            entry("catalogs/{catalog}/device-views", "saved manually, so few"),
            entry("catalogs/{catalog}/certificates/authorities", "one new authority every two years"),
            entry("catalogs/{catalog}/verifier-outages", "outages of the last year, a single order"),
            entry("catalogs/{catalog}/policies", "one for each product or group"),
            entry("catalogs/{catalog}/policies/{policy}/versions", "one policy, a single order"),
            entry("catalogs/{catalog}/policies/{policy}/replays", "one policy, a single order"),
            entry("catalogs/{catalog}/policies/{policy}/activations", "one policy, a single order"),
            entry("catalogs/{catalog}/devices/{deviceId}/attestations", "one device, a single order"),
            entry("catalogs/{catalog}/devices/{deviceId}/reports", "one device, a single order"),
            entry("catalogs/{catalog}/devices/{deviceId}/anomalies", "one for each kind"),
            entry("catalogs/{catalog}/deployments/{id}/devices", "use devices?filter=group: instead"),
            entry("catalogs/{catalog}/device-jobs/{id}/refusals", "one job, with its own CSV export"),
            entry("catalogs/{catalog}/replays/{id}/changes", "changes of one replay"),
            entry("catalogs/{catalog}/alerts/{alert}/steps", "one alert, a single order"),
            entry("catalogs/{catalog}/alerts/{alert}/subjects", "one alert, a single order"),
            entry("catalogs/{catalog}/rollouts/{rollout}/failure-reasons", "the most frequent reasons of one rollout"));

    /** Parameters of each operation, by its method and path. */
    private final Map<String, List<String>> operations = new LinkedHashMap<>();

    private final List<String> lists = new ArrayList<>();
    /** The lists whose response has a Link header to the next page. */
    private final List<String> linking = new ArrayList<>();

    private String catalog = "";

    @BeforeEach
    void read() {
        catalog = Operator.newCatalog();
        JsonPath document = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath();
        Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (path.startsWith(OperatorApi.BASE)) {
                operations.put(method.toUpperCase(Locale.ROOT) + " " + path, parameters(operation));
                if (method.equals("get") && isList(operation)) {
                    lists.add(path.substring(OperatorApi.BASE.length()));
                    if (answer(operation)
                            .getJsonObject("headers", new JsonObject())
                            .containsKey("Link")) {
                        linking.add(path.substring(OperatorApi.BASE.length()));
                    }
                }
            }
        }));
    }

    @SuppressWarnings("unchecked")
    private static List<String> parameters(Map<String, Object> operation) {
        List<String> names = new ArrayList<>();
        List<Map<String, Object>> all = (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
        all.forEach(parameter -> names.add(String.valueOf(parameter.get("name"))));
        return names;
    }

    /** Returns the documented response with status 200; empty if there is none. */
    private static JsonObject answer(Map<String, Object> operation) {
        return new JsonObject(operation).getJsonObject("responses").getJsonObject("200", new JsonObject());
    }

    /** Returns whether the response is an array or a page. */
    private static boolean isList(Map<String, Object> operation) {
        JsonObject schema = answer(operation)
                .getJsonObject("content", new JsonObject())
                .getJsonObject("application/json", new JsonObject())
                .getJsonObject("schema", new JsonObject());
        return "array".equals(schema.getString("type"))
                || schema.getString("$ref", "").endsWith("Page");
    }

    @Test
    void every_list_has_the_common_parameters_or_a_stated_exception() {
        assertThat(lists).containsAll(BOUNDED.keySet());
        assertThat(linking)
                .containsAll(full())
                .containsExactlyInAnyOrderElementsOf(lists.stream()
                        .filter(list ->
                                operations.getOrDefault(get(list), List.of()).contains("cursor"))
                        .toList());
        for (String list : lists) {
            assertThat(operations.getOrDefault(get(list), List.of()).containsAll(OF_EVERY_LIST))
                    .as(list)
                    .isNotEqualTo(BOUNDED.containsKey(list));
        }
    }

    @Test
    void every_list_names_the_bad_parameter_and_the_character() {
        for (String list : full()) {
            Response filter = ask(get(list), "?filter=  nosuch:1");
            assertThat(filter.statusCode()).as(list).isEqualTo(400);
            assertThat(filter.jsonPath().getList("errors.field")).as(list).containsExactly("filter");
            assertThat(filter.jsonPath().getList("errors.position")).as(list).containsExactly(2);
            assertThat(filter.jsonPath().getString("detail"))
                    .as(list)
                    .startsWith("filter, character 3: unknown field; use one of ");
            refuses(list, "fields=colour", "fields", "has unknown fields “colour”");
            refuses(list, "sort=colour", "sort", "must be one of ");
            refuses(list, "cursor=abcd", "cursor", "is invalid for this list, filter and order");
        }
    }

    /** Asserts that a list refuses a query with an error about this field. */
    private void refuses(String list, String query, String field, String message) {
        Response answer = ask(get(list), "?" + query);
        // A missing device, group or rollout in the path is reported first.
        assertThat(answer.statusCode())
                .as(list + " " + query)
                .isIn(400, list.matches(".*\\{(deviceId|group|rollout)}.*") ? 404 : 400);
        if (answer.statusCode() == 400) {
            assertThat(answer.jsonPath().getList("errors.field")).as(list).containsExactly(field);
            assertThat(answer.jsonPath().getString("errors[0].message"))
                    .as(list)
                    .contains(message);
        }
    }

    @Test
    void every_list_of_a_catalog_is_exported_with_the_fields_of_its_rows() {
        for (String list : full()) {
            String name = list.substring(list.lastIndexOf('/') + 1);
            if (list.equals("catalogs/{catalog}/" + name)) {
                Response page = ask(get(list), "?limit=1");
                assertThat(page.statusCode()).as(list).isEqualTo(200);
                Response csv = ask(get("catalogs/{catalog}/exports/" + name + ".csv"), "");
                assertThat(csv.statusCode()).as(name).isEqualTo(200);
                assertThat(csv.contentType()).as(name).startsWith("text/csv");
                assertThat(csv.header("Content-Disposition"))
                        .as(name)
                        .isEqualTo("attachment; filename=\"" + catalog + "-" + name + ".csv\"");
                Response lines = ask(get("catalogs/{catalog}/exports/" + name + ".ndjson"), "");
                assertThat(lines.statusCode()).as(name).isEqualTo(200);
                assertThat(lines.contentType()).as(name).startsWith("application/x-ndjson");
                lines.asString()
                        .lines()
                        .findFirst()
                        .map(JsonObject::new)
                        .ifPresent(row -> assertThat(csv.asString())
                                .as(name)
                                .startsWith(SafeCsv.line(List.copyOf(row.fieldNames()))));
            }
        }
    }

    /** Returns the lists with all common parameters. */
    private List<String> full() {
        return lists.stream().filter(list -> !BOUNDED.containsKey(list)).toList();
    }

    /** Returns the GET operation of a list. */
    private static String get(String list) {
        return "GET " + OperatorApi.BASE + list;
    }

    @Test
    void every_list_refuses_an_invalid_limit_by_name() {
        List<String> lists = operations.entrySet().stream()
                .filter(operation -> operation.getValue().contains("limit"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(lists).hasSizeGreaterThan(10);
        for (String list : lists) {
            for (String limit : List.of("0", "501", "x")) {
                Response answer = ask(list, "?limit=" + limit);
                assertThat(answer.statusCode()).as(list + " " + limit).isIn(400, 404);
                assertThat(answer.jsonPath().getString("type")).startsWith(ProblemType.BASE);
                if (answer.statusCode() == 400) {
                    assertThat(answer.jsonPath().getList("errors.field"))
                            .as(list)
                            .contains("limit");
                }
            }
        }
    }

    @Test
    void every_error_is_a_problem_of_a_known_type() {
        operations.keySet().forEach(operation -> {
            Response answer = ask(operation, "");
            if (answer.statusCode() >= 400) {
                // JsonPath would compile a script for each value.
                JsonObject problem = new JsonObject(answer.asString());
                String type = problem.getString("type");
                assertThat(answer.contentType()).as(operation).startsWith("application/problem+json");
                assertThat(ProblemType.ofUri(type)).as(operation + " " + type).isPresent();
                assertThat(problem.getString("detail")).as(operation).isNotBlank();
                assertThat(problem.getInteger("status")).as(operation).isEqualTo(answer.statusCode());
            }
        });
    }

    @Test
    void every_operation_with_if_match_has_a_matching_get() {
        operations.forEach((operation, parameters) -> {
            if (parameters.contains("If-Match")) {
                assertThat(operations).containsKey("GET " + readAt(operation.split(" ", 2)[1]));
            }
        });
    }

    @Test
    void every_put_takes_an_if_match() {
        assertThat(operations.keySet())
                .filteredOn(operation -> operation.startsWith("PUT "))
                .hasSizeGreaterThan(5)
                .allSatisfy(operation ->
                        assertThat(operations.get(operation)).as(operation).contains("If-Match"));
    }

    /** Returns the path whose GET returns the ETag. The connection requirement is part of its group, and the plan of its rollout. */
    private static String readAt(String path) {
        return path.matches(".*/(groups/\\{group}/connection|rollouts/\\{rollout}/extend)")
                ? path.substring(0, path.lastIndexOf('/'))
                : path;
    }

    @Test
    void every_list_with_a_cursor_takes_a_limit() {
        operations.forEach((operation, parameters) -> {
            if (parameters.contains("cursor")) {
                assertThat(parameters).as(operation).contains("limit");
            }
        });
    }

    /** Calls an operation with an existing catalog and other IDs that do not exist. */
    private Response ask(String operation, String query) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{catalog}", catalog)
                .replace("{deviceId}", "0".repeat(128))
                .replaceAll("\\{(imageId|transferId|rollout|id)}", "11111111-2222-3333-4444-555555555555")
                .replaceAll("\\{\\w+}", "nothing");
        var request = Operator.installationOwner().request();
        if (!parts[0].equals("GET") && !parts[0].equals("DELETE")) {
            request.contentType("application/json").body("{}");
        }
        return request.request(Method.valueOf(parts[0]), path + query);
    }
}
