package dev.holdfast.backend.tenancy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.tenancy.isolation.ExpectedResponses;
import dev.holdfast.backend.tenancy.isolation.Request;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An installation whose dangerous operations require a recent sign-in. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
@TestProfile(StepUpTest.RecentSignInRequired.class)
class StepUpTest {
    /**
     * Requires a sign-in within 300 seconds, of the authentication class "confirmed". Without a time of sign-in, the time of the token's
     * issue counts.
     */
    public static final class RecentSignInRequired implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "holdfast.step-up.max-age",
                    "300",
                    "holdfast.step-up.acr",
                    "confirmed",
                    "holdfast.step-up.issue-counts",
                    "true");
        }
    }

    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();

    private String catalog = "";

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
    }

    @Test
    void exactly_the_dangerous_operations_require_a_recent_sign_in() {
        Operator owner = owner("signed-in", 0);

        Map<String, String> mediaTypes = Request.all().stream()
                .collect(Collectors.toMap(Request::operation, Request::mediaType, (first, second) -> first));
        List<String> challenged = new ArrayList<>();
        for (String operation : EXPECTED.operations()) {
            String[] parts = operation.split(" ", 2);
            String path = parts[1].replace("{catalog}", catalog)
                    .replace("{deviceId}", "0".repeat(128))
                    .replaceAll("\\{\\w+}", "11111111-2222-3333-4444-555555555555");
            Response answer = owner.request()
                    .contentType(mediaType(mediaTypes.getOrDefault(operation, "")))
                    .body((parts[0].equals("GET") ? "" : "{}").getBytes(StandardCharsets.US_ASCII))
                    .request(parts[0], path);
            if (answer.statusCode() == 401) {
                challenged.add(operation);
                answer.then()
                        .contentType("application/problem+json")
                        .body("type", equalTo("/api/problems#insufficient-user-authentication"))
                        .body("detail", containsString("within 5 minutes"))
                        .header("WWW-Authenticate", containsString("error=\"insufficient_user_authentication\""))
                        .header("WWW-Authenticate", containsString("acr_values=\"confirmed\", max_age=\"300\""));
            }
        }

        assertThat(challenged).containsExactlyInAnyOrderElementsOf(dangerous());
        assertThat(challenged).hasSameSizeAs(DangerousOperations.IDS);
    }

    @Test
    void a_recent_sign_in_is_accepted() {
        assignRole(owner("confirmed", 301)).statusCode(401);
        assignRole(owner("signed-in", 10)).statusCode(401);
        assignRole(owner("confirmed", 10)).statusCode(201);
        assignRole(owner("confirmed", 10)).statusCode(409);
    }

    @Test
    void without_a_sign_in_time_the_issue_time_counts_if_configured() {
        JwtClaims claims = Tokens.claims("admin", "/installation/owner");
        claims.setStringClaim("acr", "confirmed");
        assignRole(new Operator(Tokens.sign(claims))).statusCode(201);
    }

    @Test
    void callers_without_permission_are_not_asked_to_sign_in_again() {
        assignRole(Operator.in(catalog, "reader")).statusCode(403);
        assignRole(Operator.in(Operator.newCatalog(), "owner")).statusCode(404);
        given().post(OperatorApi.BASE + "catalogs/" + catalog + "/members")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("type", equalTo("/api/problems#unauthenticated"));
    }

    @Test
    void creating_a_service_token_requires_a_recent_sign_in_and_using_it_does_not() {
        Map<String, Object> body = Map.of("kind", "SERVICE", "name", "nightly", "role", "OWNER", "days", 1);
        String tokens = "catalogs/" + catalog + "/tokens";

        owner("signed-in", 0).post(tokens, body).statusCode(401);
        Operator service = new Operator(owner("confirmed", 0)
                .post(tokens, body)
                .statusCode(201)
                .extract()
                .path("secret"));

        service.post(
                        "catalogs/" + catalog + "/devices/block",
                        Map.of("deviceIds", List.of("0".repeat(128)), "cause", "STOLEN", "reason", "test"))
                .statusCode(not(401));
    }

    /** Assigns a role, a dangerous operation. */
    private ValidatableResponse assignRole(Operator by) {
        return by.post(
                "catalogs/" + catalog + "/members",
                Map.of("kind", "SUBJECT", "grantee", "somebody", "name", "Somebody", "role", "READER"));
    }

    /** Returns an owner who signed in some seconds ago. {@code acr} is the authentication class of the sign-in. */
    private static Operator owner(String acr, int secondsAgo) {
        JwtClaims claims = Tokens.claims("admin", "/installation/owner");
        claims.setStringClaim("acr", acr);
        claims.setClaim("auth_time", Instant.now().getEpochSecond() - secondsAgo);
        return new Operator(Tokens.sign(claims));
    }

    private static String mediaType(String documented) {
        return documented.isEmpty() ? "application/json" : documented;
    }

    private static List<String> dangerous() {
        return EXPECTED.operations().stream()
                .filter(operation -> EXPECTED.cell(operation, "step-up").equals("+"))
                .toList();
    }
}
