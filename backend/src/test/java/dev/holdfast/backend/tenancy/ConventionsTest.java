package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all operations have in common, asked of each that the server says it has. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ConventionsTest {
    /** Parameters of each operation, by its method and path. */
    private final Map<String, List<String>> operations = new LinkedHashMap<>();

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

    @Test
    void every_list_refuses_a_limit_that_is_none_and_says_which_field() {
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
    void whatever_goes_wrong_is_a_problem_of_a_type_that_has_a_name() {
        operations.keySet().forEach(operation -> {
            Response answer = ask(operation, "");
            if (answer.statusCode() >= 400) {
                String type = Objects.requireNonNull(answer.jsonPath().getString("type"));
                assertThat(answer.contentType()).as(operation).startsWith("application/problem+json");
                assertThat(ProblemType.ofUri(type)).as(operation + " " + type).isPresent();
                assertThat(answer.jsonPath().getString("detail")).as(operation).isNotBlank();
                assertThat(answer.jsonPath().getInt("status")).as(operation).isEqualTo(answer.statusCode());
            }
        });
    }

    @Test
    void what_takes_an_if_match_can_be_read_first() {
        operations.forEach((operation, parameters) -> {
            if (parameters.contains("If-Match")) {
                assertThat(operations).containsKey("GET " + operation.split(" ", 2)[1]);
            }
        });
        assertThat(operations.values())
                .filteredOn(parameters -> parameters.contains("If-Match"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void every_keyset_list_takes_a_limit_as_well() {
        operations.forEach((operation, parameters) -> {
            if (parameters.contains("cursor") || parameters.contains("after")) {
                assertThat(parameters).as(operation).contains("limit");
            }
        });
    }

    private Response ask(String operation, String query) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{catalog}", catalog)
                .replace("{deviceId}", "0".repeat(128))
                .replaceAll("\\{(imageId|transferId|id)}", "11111111-2222-3333-4444-555555555555")
                .replaceAll("\\{\\w+}", "nothing");
        var request = Operator.installationOwner().request();
        if (!parts[0].equals("GET") && !parts[0].equals("DELETE")) {
            request.contentType("application/json").body("{}");
        }
        return request.request(Method.valueOf(parts[0]), path + query);
    }
}
