package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document matches the server. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperatorApiDocumentTest {
    private static final String TRUST = "GET " + OperatorApi.BASE + "trust";
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";
    private static final String DEPLOYMENTS = CATALOG + "/products/{product}/groups/{group}/deployments";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private OpenApiDocument document = new OpenApiDocument(new JsonPath("{}"), Map.of());

    @BeforeEach
    void read() {
        document = OpenApiDocument.read();
    }

    @Test
    void every_path_variable_is_a_parameter_and_numbers_are_integers() {
        document.operations().forEach((operation, described) -> {
            List<Map<String, Object>> parameters = OpenApiDocument.list(described, "parameters");
            assertThat(parameters.stream()
                            .filter(parameter -> "path".equals(parameter.get("in")))
                            .filter(parameter -> Boolean.TRUE.equals(parameter.get("required")))
                            .map(parameter -> parameter.get("name")))
                    .as(operation)
                    .containsExactlyInAnyOrderElementsOf(VARIABLE.matcher(operation)
                            .results()
                            .map(found -> found.group(1))
                            .toList());
            for (Map<String, Object> parameter : parameters) {
                if (List.of("limit").contains(parameter.get("name"))) {
                    assertThat(OpenApiDocument.map(parameter, "schema"))
                            .as(operation)
                            .containsEntry("type", "integer");
                }
            }
        });
        assertThat(document.parameter("deviceId", CATALOG + "/devices/{deviceId}"))
                .containsKey("$ref");
        assertThat(document.parameter("limit", CATALOG + "/audit"))
                .containsEntry("minimum", 1)
                .containsEntry("maximum", 500);
    }

    @Test
    void identifiers_are_strings_with_a_pattern() {
        Map<String, String> examples = Map.of(
                "DeviceId",
                SiliconManufacturer.chips(1).getFirst().text(),
                "ImageId",
                "11111111-2222-3333-4444-555555555555",
                "ComponentId",
                "11111111-2222-3333-4444-555555555555",
                "Digest",
                "ab".repeat(32),
                "Nonce",
                "ab".repeat(32),
                "P256PublicKey",
                "ab".repeat(64),
                "Blob",
                "AAEC/w==");

        examples.forEach((name, example) -> {
            Map<String, Object> schema = document.schema(name);
            assertThat(schema).as(name).containsEntry("type", "string").doesNotContainKey("properties");
            assertThat(example).as(name).matches(String.valueOf(schema.get("pattern")));
            assertThat(schema.get("examples"))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .as(name)
                    .allSatisfy(documented -> assertThat(documented).matches(String.valueOf(schema.get("pattern"))))
                    .isNotEmpty();
        });
    }

    @Test
    void documented_name_patterns_match_the_server() {
        assertThat(document.json().getString("components.schemas.NewCatalog.properties.name.pattern"))
                .isEqualTo(NewCatalog.NAME);
        assertThat(document.json().getString("components.schemas.NewProduct.properties.name.pattern"))
                .isEqualTo(NewProduct.NAME);
    }

    @Test
    void a_claim_takes_json_and_csv() {
        assertThat(document.json()
                        .<String, Object>getMap("paths.'" + CATALOG + "/devices/claim'.post.requestBody.content"))
                .containsOnlyKeys("application/json", "text/csv");
    }

    @Test
    void an_export_is_one_file() {
        assertThat(document.json()
                        .<String, Object>getMap("paths.'" + CATALOG
                                + "/exports/{list}.csv'.get.responses.'200'.content.'text/csv'.schema"))
                .containsEntry("format", "binary");
    }

    @Test
    void every_operation_except_the_public_keys_and_revocation_requires_a_token() {
        List<String> bearers =
                document.json().<String, Map<String, Object>>getMap("components.securitySchemes").entrySet().stream()
                        .filter(scheme -> "http".equals(scheme.getValue().get("type")))
                        .filter(scheme -> "bearer".equals(scheme.getValue().get("scheme")))
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(bearers).hasSize(1);

        document.operations().forEach((operation, described) -> {
            List<Map<String, Object>> security = OpenApiDocument.list(described, "security");
            if (isPublic(operation)) {
                assertThat(security).as(operation).isEmpty();
            } else {
                assertThat(security)
                        .as(operation)
                        .singleElement()
                        .satisfies(one -> assertThat(one).containsOnlyKeys(bearers.getFirst()));
            }
        });
    }

    private static boolean isPublic(String operation) {
        return operation.equals(TRUST) || operation.contains(" " + OperatorApi.PKI);
    }

    @Test
    void errors_are_problems() {
        assertThat(document.json().<String, Object>getMap("components.schemas.Problem.properties"))
                .containsOnlyKeys(Arrays.stream(Problem.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));

        document.operations().forEach((operation, described) -> {
            TreeSet<String> expected = new TreeSet<>(List.of("400"));
            if (!isPublic(operation)) {
                expected.addAll(List.of("401", "403"));
            }
            if (operation.contains("{")) {
                expected.add("404");
            }
            if (operation.startsWith("POST")) {
                expected.addAll(List.of("409", "413"));
            }
            if (List.of(
                            "POST " + OperatorApi.BASE + "endorsements",
                            "POST " + CATALOG + "/devices/claim",
                            "POST " + CATALOG + "/images",
                            "POST " + OperatorApi.BASE + "os-images",
                            "POST " + OperatorApi.BASE + "os-releases",
                            "POST " + OperatorApi.BASE + "trust/roots/{id}/certificate",
                            "POST " + DEPLOYMENTS)
                    .contains(operation)) {
                expected.add("422");
            }
            Map<String, Object> responses = OpenApiDocument.map(described, "responses");
            assertThat(responses).as(operation).containsKeys(expected.toArray(new String[0]));
            boolean filters = OpenApiDocument.list(described, "parameters").stream()
                    .anyMatch(parameter -> "filter".equals(parameter.get("name")));
            assertThat(String.valueOf(responses.get("400")).contains("filter-too-broad"))
                    .as(operation)
                    .isEqualTo(filters);
            responses.forEach((status, response) -> {
                if (!status.startsWith("2")) {
                    assertThat(response.toString())
                            .as(operation + " " + status)
                            .contains("application/problem+json")
                            .contains("#/components/schemas/Problem");
                }
            });
        });
    }
}
