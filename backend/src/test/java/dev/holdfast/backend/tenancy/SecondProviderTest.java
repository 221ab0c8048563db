package dev.holdfast.backend.tenancy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SecondProvider;
import dev.holdfast.backend.installation.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Holdfast with an identity provider other than Keycloak. Only settings differ. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
@TestProfile(SecondProviderTest.Second.class)
class SecondProviderTest {
    /** Starts the backend with {@link SecondProvider}. */
    public static final class Second implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SecondProvider.class));
        }
    }

    @Test
    void people_groups_and_services_of_another_provider_can_have_roles() {
        Operator omar = tokenOf("u-1");
        Operator nadia = tokenOf("u-7");
        Operator robot = new Operator(given().auth()
                .preemptive()
                .basic("robot", "a-secret-of-thirty-two-characters")
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "api")
                .formParam("resource", "https://holdfast.example/api")
                .post(SecondProvider.issuer() + "/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token"));
        String catalog = "c" + UUID.randomUUID();

        omar.get("me").body("name", equalTo("omar")).body("installationOwner", equalTo(true));
        omar.post("catalogs", Map.of("name", catalog, "displayName", "A")).statusCode(201);
        nadia.get("catalogs/" + catalog).statusCode(404);
        robot.get("catalogs/" + catalog).statusCode(404);

        assignRole(omar, catalog, "GROUP", "sg-appliances", "CONTRIBUTOR");
        nadia.post("catalogs/" + catalog + "/products", Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        assignRole(omar, catalog, "EMAIL", "nadia@example.org", "PUBLISHER");
        nadia.get("me").body("catalogs[0].role", equalTo("PUBLISHER"));
        assignRole(omar, catalog, "SUBJECT", "robot", "READER");
        robot.get("catalogs/" + catalog).statusCode(200);
        robot.get("me").body("name", equalTo("client-robot"));
    }

    /** Only Keycloak has the admin API. With other providers, members are added by subject, address or group. */
    @Test
    void looking_up_people_of_another_provider_is_refused() {
        Operator omar = tokenOf("u-1");

        omar.get("me").body("findsPeople", equalTo(false));
        omar.get("people?filter=nadia")
                .statusCode(501)
                .body("type", equalTo("/api/problems#not-offered"))
                .body("detail", containsString("by subject, e-mail address or group"));
        omar.post("people", Map.of("userName", "ina", "email", "ina@example.org", "firstName", "Ina", "lastName", "I"))
                .statusCode(501);
    }

    /** The ID token has the right issuer, key and audience. Like this provider's access tokens, it has no claim {@code typ}. */
    @Test
    void an_id_token_for_a_client_with_the_apis_audience_is_refused() {
        String idToken =
                given().get(SecondProvider.issuer() + "/id-token-of?sub=u-1").asString();

        assertThat(idToken.split("\\.", -1)).hasSize(3);
        new Operator(idToken).get("me").statusCode(401);
        tokenOf("u-1").get("me").statusCode(200);
    }

    /** Tokens of the previous provider are refused, whatever they contain. */
    @Test
    void tokens_of_the_previous_provider_are_refused() {
        new Operator(Tokens.of("admin", "/installation/owner", "sg-holdfast-owners"))
                .get("me")
                .statusCode(401);
    }

    /** Assigns a role in a catalog. {@code kind} is SUBJECT, EMAIL or GROUP. */
    private static void assignRole(Operator by, String catalog, String kind, String grantee, String role) {
        by.post(
                        "catalogs/" + catalog + "/members",
                        Map.of("kind", kind, "grantee", grantee, "name", "Somebody", "role", role))
                .statusCode(201);
    }

    /** Returns a person of the provider: u-1 is omar, who owns the installation, and u-7 is nadia. */
    private static Operator tokenOf(String subject) {
        return new Operator(given().get(SecondProvider.issuer() + "/token-of?sub=" + subject)
                .asString());
    }
}
