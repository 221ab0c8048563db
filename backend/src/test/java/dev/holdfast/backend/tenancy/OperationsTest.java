package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.tenancy.isolation.ExpectedResponses;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls every operation of the server, and checks that {@code expected-responses.csv} has a row for each. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperationsTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();
    /** Method and path of each operation. */
    private static final Set<String> OPERATIONS = EXPECTED.operations();
    /**
     * The body of a valid claim. JSON and CSV claims have two methods, so the server checks the {@code Accept} header only after it has
     * read the body.
     */
    private static final byte[] CLAIM = "{\"product\":\"P\",\"group\":\"G\",\"deviceIds\":[\"%s\"]}"
            .formatted("0".repeat(128))
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void the_server_has_exactly_the_operations_of_the_table() {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");

        List<String> operations = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
            ids.add(operation.get("operationId"));
            assertThat(operation).as(path).containsKeys("operationId", "summary", "description");
        }));
        assertThat(operations).containsExactlyInAnyOrderElementsOf(OPERATIONS);
        assertThat(ids).doesNotHaveDuplicates();
    }

    /** Azure Sphere accepts reserved names only where devices are moved or found. */
    @Test
    void reserved_names_are_refused_in_paths_of_products_and_groups() {
        String catalog = Operator.newCatalog();
        Operator owner = Operator.in(catalog, "owner");
        Operator stranger = Operator.in(Operator.newCatalog(), "owner");
        owner.post("catalogs/" + catalog + "/products", Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        for (String operation : OPERATIONS) {
            if (operation.contains("{product}")) {
                for (String name : List.of(".default", ".unassigned", ".Default")) {
                    String both = operation.replace("{product}", name).replace("{group}", name);
                    call(owner.request(), both, catalog)
                            .statusCode(400)
                            .body("errors.field", hasItem("product"))
                            .body("detail", containsString("is a reserved name"));
                    String group = operation.replace("{product}", "Toaster").replace("{group}", name);
                    if (!group.equals(operation.replace("{product}", "Toaster"))) {
                        call(owner.request(), group, catalog).statusCode(400).body("errors.field", hasItem("group"));
                    }
                    call(stranger.request(), both, catalog).statusCode(404).body("detail", containsString("Catalog"));
                }
            }
        }
    }

    /** Every POST refuses an invalid key, because one filter handles the keys of all operations. */
    @Test
    void every_post_takes_an_idempotency_key() {
        String catalog = Operator.newCatalog();
        for (String operation : OPERATIONS) {
            if (operation.startsWith("POST " + OperatorApi.BASE)) {
                ValidatableResponse answer = call(
                        Operator.installationOwner().request().header("Idempotency-Key", "no key"), operation, catalog);
                assertThat(answer.extract().statusCode()).as(operation).isEqualTo(400);
                answer.body("errors[0].field", equalTo("Idempotency-Key"));
            }
        }
    }

    @Test
    void an_unsupported_method_is_not_allowed() {
        String catalog = Operator.newCatalog();
        Set<String> paths =
                OPERATIONS.stream().map(operation -> operation.split(" ", 2)[1]).collect(Collectors.toSet());

        for (String path : paths) {
            for (Method method : List.of(Method.GET, Method.POST, Method.PUT, Method.DELETE, Method.PATCH)) {
                if (!OPERATIONS.contains(method + " " + path) && !isDevice(method, path)) {
                    ValidatableResponse answer =
                            call(Operator.installationOwner().request(), method + " " + path, catalog);
                    assertThat(answer.extract().statusCode())
                            .as(method + " " + path)
                            .isEqualTo(405);
                    answer.contentType("application/problem+json")
                            .body("status", equalTo(405))
                            .header("Allow", not(containsString(method.name())));
                }
            }
        }
    }

    @Test
    void an_unsupported_accept_header_is_refused() {
        String catalog = Operator.newCatalog();

        OPERATIONS.forEach(operation -> {
            for (String accepted : List.of("text/html", "application/xml")) {
                ValidatableResponse answer =
                        call(Operator.installationOwner().request().header("Accept", accepted), operation, catalog);
                assertThat(answer.extract().statusCode()).as(operation).isEqualTo(406);
                answer.contentType("application/problem+json").body("status", equalTo(406));
            }
        });
    }

    /** Returns whether the path is also that of a resource: {@code GET devices/claim} reads a device with the ID {@code claim}. */
    private static boolean isDevice(Method method, String path) {
        return method == Method.GET
                && path.matches(".*/(devices/(claim|claim-challenge|unclaim|block-impact|block|unblock)"
                        + "|device-jobs/(move|move-impact|tag|claim|block|unblock|preview)|policies/check|rollouts/allow"
                        + "|image-keys/replacement-impact)");
    }

    /** Calls an operation, such as {@code GET /api/v1/me}, with an existing catalog and other IDs that do not exist. */
    private static ValidatableResponse call(RequestSpecification request, String operation, String catalog) {
        SampleRequest sample = SampleRequest.of(operation, catalog);
        String mediaType = sample.mediaType;
        if (mediaType != null) {
            request.contentType(mediaType).body(sample.path.endsWith("/devices/claim") ? CLAIM : NOTHING);
        }
        return request.request(sample.method, sample.path).then();
    }

    /** A request with IDs that do not exist. */
    private record SampleRequest(
            Method method, String path, @Nullable String mediaType) {
        private static SampleRequest of(String operation, String catalog) {
            String[] parts = operation.split(" ", 2);
            String path = parts[1].replace("{catalog}", catalog)
                    .replace("{deviceId}", "0".repeat(128))
                    .replace("{issuer}", "root")
                    .replaceAll("\\{(imageId|transferId|id)}", "11111111-2222-3333-4444-555555555555")
                    .replaceAll("\\{\\w+}", "nothing");
            Method method = Method.valueOf(parts[0]);
            return new SampleRequest(
                    method, path, method == Method.POST || method == Method.PUT ? mediaType(path) : null);
        }

        private static String mediaType(String path) {
            if (path.endsWith("images")) {
                return "application/octet-stream";
            }
            if (path.endsWith("/csv")) {
                return "text/csv";
            }
            if (path.endsWith("/endorsements")) {
                return "application/jose";
            }
            return path.startsWith("/pki/") ? "application/ocsp-request" : "application/json";
        }
    }
}
