package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Walks every operation that the server says it has: none may be forgotten, neither here nor by the access filter. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OperationsTest {
    private static final String ANYONE = "anyone";
    private static final String SIGNED_IN = "signed in";
    private static final String INSTALLATION_OWNER = "installation owner";
    private static final List<String> ROLES = List.of("owner", "publisher", "contributor", "reader");

    /** The table of {@code OperatorApi}. */
    private static final Map<String, String> OPERATIONS = operations();

    private static Map<String, String> operations() {
        Map<String, String> all = new TreeMap<>();
        all.put("GET /api/v1/trust", ANYONE);
        for (String path : List.of("GET /pki/crl/{issuer}", "GET /pki/ca/{issuer}", "POST /pki/ocsp/{issuer}")) {
            all.put(path, ANYONE);
        }
        all.put("GET /pki/ocsp/{issuer}/{request}", ANYONE);
        all.put("GET /api/v1/trust/roots", INSTALLATION_OWNER);
        all.put("POST /api/v1/trust/roots", INSTALLATION_OWNER);
        all.put("POST /api/v1/trust/roots/{id}/certificate", INSTALLATION_OWNER);
        all.put("GET /api/v1/me", SIGNED_IN);
        all.put("POST /api/v1/catalogs", INSTALLATION_OWNER);
        all.put("POST /api/v1/endorsements", INSTALLATION_OWNER);
        for (String act : List.of("revocation-impact", "revoke", "restore")) {
            all.put("POST /api/v1/endorsements/" + act, INSTALLATION_OWNER);
        }
        all.put("GET /api/v1/makers", INSTALLATION_OWNER);
        all.put("GET /api/v1/makers/{maker}/revocation-impact", INSTALLATION_OWNER);
        all.put("POST /api/v1/makers/{maker}/revoke", INSTALLATION_OWNER);
        all.put("GET /api/v1/gateways", INSTALLATION_OWNER);
        all.put("POST /api/v1/gateways/{fingerprint}/revoke", INSTALLATION_OWNER);
        all.put("POST /api/v1/makers/{maker}/restore", INSTALLATION_OWNER);
        all.put("GET /api/v1/os-releases", SIGNED_IN);
        all.put("GET /api/v1/os-releases/{id}", SIGNED_IN);
        all.put("POST /api/v1/os-images", INSTALLATION_OWNER);
        all.put("POST /api/v1/os-releases", INSTALLATION_OWNER);
        all.put("POST /api/v1/os-releases/{id}/promote", INSTALLATION_OWNER);
        all.put("POST /api/v1/os-releases/{id}/withdraw", INSTALLATION_OWNER);
        String catalog = "/api/v1/catalogs/{catalog}";
        for (String path : List.of(
                "",
                "/overview",
                "/products",
                "/products/{product}/groups",
                "/devices",
                "/devices/{deviceId}",
                "/devices/{deviceId}/attestations",
                "/devices/{deviceId}/attestations/{attestation}/evidence",
                "/devices/{deviceId}/attestations/{attestation}/result",
                "/devices/{deviceId}/suspicions",
                "/suspicions",
                "/verifier-outages",
                "/attestation-retention",
                "/reference-values",
                "/reference-values/{component}/{image}/retirement",
                "/devices/{deviceId}/reports",
                "/images",
                "/images/{imageId}/content",
                "/products/{product}/groups/{group}/deployments",
                "/deployments",
                "/deployments/{id}",
                "/deployments/{id}/devices",
                "/policies",
                "/policies/{policy}",
                "/policies/{policy}/versions",
                "/policies/{policy}/versions/{version}",
                "/policies/{policy}/activations",
                "/policies/{policy}/replays",
                "/replays/{id}",
                "/replays/{id}/changes",
                "/approvals",
                "/approvals/rules",
                "/audit",
                "/certificates",
                "/certificates/bundle",
                "/certificates/lifetime",
                "/certificates/authorities",
                "/certificates/authorities/{serial}",
                "/certificates/authorities/{serial}/chain")) {
            all.put("GET " + catalog + path, "reader");
        }
        all.put("POST " + catalog + "/products", "contributor");
        all.put("POST " + catalog + "/devices/claim", "contributor");
        all.put("POST " + catalog + "/devices/claim-challenge", "contributor");
        all.put("POST " + catalog + "/devices/unclaim", "owner");
        for (String act : List.of("retirement-impact", "retire")) {
            all.put("POST " + catalog + "/certificates/authorities/{serial}/" + act, "owner");
        }
        for (String act : List.of("block-impact", "block", "unblock")) {
            all.put("POST " + catalog + "/devices/" + act, "owner");
        }
        all.put("GET " + catalog + "/devices/{deviceId}/certificates", "reader");
        for (String act : List.of("revocation-impact", "revoke")) {
            all.put("POST " + catalog + "/devices/{deviceId}/certificates/" + act, "owner");
            all.put("POST " + catalog + "/device-certificates/{serial}/" + act, "owner");
        }
        all.put("GET " + catalog + "/departed-devices", "reader");
        all.put("GET " + catalog + "/transfers", "reader");
        all.put("POST " + catalog + "/transfers", "owner");
        all.put("GET " + catalog + "/transfers/{transferId}", "reader");
        for (String act : List.of("accept", "withdraw", "decline")) {
            all.put("POST " + catalog + "/transfers/{transferId}/" + act, "owner");
        }
        all.put("POST " + catalog + "/images", "publisher");
        all.put("POST " + catalog + "/devices/{deviceId}/suspicions/{kind}/dismissal", "contributor");
        all.put("POST " + catalog + "/reference-values", "owner");
        all.put("POST " + catalog + "/reference-values/csv", "owner");
        all.put("PUT " + catalog + "/attestation-retention", "owner");
        all.put("PUT " + catalog + "/certificates/lifetime", "owner");
        all.put("POST " + catalog + "/certificates/authorities/{serial}/proof", "contributor");
        all.put("POST " + catalog + "/reference-values/{component}/{image}/confirmation", "publisher");
        all.put("POST " + catalog + "/reference-values/{component}/{image}/retirement", "publisher");
        all.put("DELETE " + catalog + "/reference-values/{component}/{image}/retirement", "publisher");
        all.put("POST " + catalog + "/products/{product}/groups/{group}/deployments", "publisher");
        all.put("PUT " + catalog + "/products/{product}/groups/{group}/connection", "contributor");
        for (String path : List.of(
                "/policies/check",
                "/policies/{policy}/versions",
                "/policies/{policy}/versions/{version}/replays",
                "/replays/{id}/cancel")) {
            all.put("POST " + catalog + path, "contributor");
        }
        for (String path : List.of(
                "/policies/{policy}/activations",
                "/policies/{policy}/rollback",
                "/approvals/{id}/approve",
                "/approvals/{id}/reject",
                "/approvals/{id}/withdraw")) {
            all.put("POST " + catalog + path, "publisher");
        }
        all.put("PUT " + catalog + "/approvals/rules", "owner");
        return all;
    }

    @Test
    void the_server_has_exactly_the_operations_of_the_contract_each_described() {
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
        assertThat(operations).containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void a_foreign_catalog_is_nowhere_to_be_found() {
        String theirs = Operator.newCatalog();
        Operator stranger = Operator.in(Operator.newCatalog(), "owner");

        OPERATIONS.forEach((operation, audience) -> {
            if (operation.contains("{catalog}")) {
                call(stranger.request(), operation, theirs)
                        .statusCode(404)
                        .body("type", equalTo("urn:holdfast:problem:not-found"));
            }
        });
    }

    @Test
    void nobody_gets_in_without_a_token() {
        String catalog = Operator.newCatalog();

        OPERATIONS.forEach((operation, audience) -> {
            int status = call(RestAssured.given(), operation, catalog).extract().statusCode();
            assertThat(status).as(operation).isEqualTo(audience.equals(ANYONE) ? 200 : 401);
        });
    }

    @Test
    void each_role_may_do_what_it_includes_and_nothing_more() {
        String catalog = Operator.newCatalog();

        OPERATIONS.forEach((operation, needed) -> {
            for (String role : ROLES) {
                int status = call(Operator.in(catalog, role).request(), operation, catalog)
                        .extract()
                        .statusCode();
                assertThat(status == 403)
                        .as(role + " " + operation + " answered " + status)
                        .isEqualTo(!mayCall(role, needed));
            }
        });
    }

    @Test
    void a_method_that_a_path_does_not_have_is_not_allowed() {
        String catalog = Operator.newCatalog();
        Set<String> paths = OPERATIONS.keySet().stream()
                .map(operation -> operation.split(" ", 2)[1])
                .collect(Collectors.toSet());

        for (String path : paths) {
            for (Method method : List.of(Method.GET, Method.POST, Method.PUT, Method.DELETE, Method.PATCH)) {
                if (!OPERATIONS.containsKey(method + " " + path) && !isDevice(method, path)) {
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
    void what_cannot_be_given_in_an_accepted_media_type_is_not_given() {
        String catalog = Operator.newCatalog();

        OPERATIONS.keySet().forEach(operation -> {
            for (String accepted : List.of("text/html", "application/xml")) {
                ValidatableResponse answer =
                        call(Operator.installationOwner().request().header("Accept", accepted), operation, catalog);
                assertThat(answer.extract().statusCode()).as(operation).isEqualTo(406);
                answer.contentType("application/problem+json").body("status", equalTo(406));
            }
        });
    }

    /** {@code GET devices/claim} and the like ask for a device of that name, {@code GET policies/check} for the policy. */
    private static boolean isDevice(Method method, String path) {
        return method == Method.GET
                && path.matches(
                        ".*/(devices/(claim|claim-challenge|unclaim|block-impact|block|unblock)|policies/check)");
    }

    private static boolean mayCall(String role, String needed) {
        return switch (needed) {
            case ANYONE, SIGNED_IN -> true;
            case INSTALLATION_OWNER -> false;
            default -> ROLES.indexOf(role) <= ROLES.indexOf(needed);
        };
    }

    private static ValidatableResponse call(RequestSpecification request, String operation, String catalog) {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{catalog}", catalog)
                .replace("{deviceId}", "0".repeat(128))
                .replace("{issuer}", "root")
                .replaceAll("\\{(imageId|transferId|id)}", "11111111-2222-3333-4444-555555555555")
                .replaceAll("\\{\\w+}", "nothing");
        Method method = Method.valueOf(parts[0]);
        if (method == Method.POST || method == Method.PUT) {
            String type = path.endsWith("images")
                    ? "application/octet-stream"
                    : path.endsWith("/csv")
                            ? "text/csv"
                            : path.endsWith("/endorsements")
                                    ? "application/jose"
                                    : path.startsWith("/pki/") ? "application/ocsp-request" : "application/json";
            request.contentType(type).body("{}".getBytes(StandardCharsets.US_ASCII));
        }
        return request.request(method, path).then();
    }
}
