package dev.holdfast.backend.tenancy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

/** Catalogs, and the access tokens of the identity provider. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CatalogsTest {
    private static final String ME = "/api/v1/me";

    @Test
    void a_member_reads_the_catalog_and_finds_it_under_me() {
        String catalog = Operator.newCatalog();
        Operator reader = Operator.in(catalog, "reader");

        reader.get("catalogs/" + catalog)
                .statusCode(200)
                .body("name", equalTo(catalog))
                .body("id", notNullValue());
        reader.get("me")
                .statusCode(200)
                .body("installationOwner", equalTo(false))
                .body("catalogs.catalog", contains(catalog))
                .body("catalogs.role", contains("READER"));
    }

    @Test
    void an_installation_owner_is_owner_of_every_catalog() {
        String catalog = Operator.newCatalog();

        Operator.installationOwner()
                .get("me")
                .statusCode(200)
                .body("installationOwner", equalTo(true))
                .body("catalogs.find { it.catalog == '" + catalog + "' }.role", equalTo("OWNER"));
        Operator.installationOwner().get("catalogs/" + catalog).statusCode(200);
    }

    @Test
    void catalog_names_are_unique_ignoring_case() {
        String catalog = Operator.newCatalog();

        Operator.installationOwner()
                .post("catalogs", "{\"name\":\"" + catalog.toUpperCase(Locale.ROOT) + "\",\"displayName\":\"Another\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/api/problems#conflict"))
                .body("detail", containsString(catalog));
    }

    @Test
    void a_foreign_catalog_looks_like_a_missing_one() {
        String catalog = Operator.newCatalog();
        Operator stranger = Operator.in(Operator.newCatalog(), "owner");

        stranger.get("catalogs/" + catalog).statusCode(404).body("type", equalTo("/api/problems#not-found"));
        stranger.get("catalogs/no-such-catalog").statusCode(404).body("type", equalTo("/api/problems#not-found"));
        stranger.get("me").body("catalogs.catalog", org.hamcrest.Matchers.not(hasItem(catalog)));
    }

    @Test
    void a_caller_lists_the_catalogs_in_which_they_have_a_role() {
        String catalog = Operator.newCatalog();
        String second = Operator.newCatalog();
        Operator inBoth = new Operator(
                Tokens.of("reader-of-both", "/catalogs/" + catalog + "/reader", "/catalogs/" + second + "/reader"));
        Operator inProduct = new Fleet(catalog).given("READER", product(catalog), null);

        for (Operator caller : List.of(Operator.in(catalog, "reader"), inProduct)) {
            caller.get("catalogs").statusCode(200).body("items.name", contains(catalog));
        }
        assertThat(LinkedPages.of(inBoth, "catalogs?limit=1", "name")).containsExactlyInAnyOrder(catalog, second);
        assertThat(LinkedPages.of(Operator.installationOwner(), "catalogs?limit=100", "name"))
                .contains(catalog, second)
                .doesNotHaveDuplicates();
        Operator.named("nobody-" + catalog).get("catalogs").body("items", empty());
    }

    private static String product(String catalog) {
        Operator.in(catalog, "owner")
                .post("catalogs/" + catalog + "/products", Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        return "Toaster";
    }

    @Test
    void an_owner_changes_the_display_name() {
        String catalog = Operator.newCatalog();
        Operator owner = Operator.in(catalog, "owner");
        String tag = owner.get("catalogs/" + catalog).extract().header("ETag");

        change(owner, catalog, tag, "Contoso").statusCode(200).body("displayName", equalTo("Contoso"));
        change(owner, catalog, "*", "  Contoso ").statusCode(200).body("displayName", equalTo("Contoso"));
        change(owner, catalog, tag, "Fabrikam").statusCode(412);
        change(Operator.in(catalog, "contributor"), catalog, "*", "Fabrikam").statusCode(403);
        owner.get("catalogs/" + catalog).body("displayName", equalTo("Contoso"));
    }

    @Test
    void spaces_around_the_display_name_of_a_new_catalog_are_removed() {
        String name = "spaces-" + UUID.randomUUID();

        Operator.installationOwner()
                .post("catalogs", Map.of("name", name, "displayName", "  Zwei  "))
                .statusCode(201)
                .body("displayName", equalTo("Zwei"));
    }

    private static ValidatableResponse change(Operator who, String catalog, String tag, String displayName) {
        return who.request()
                .contentType("application/json")
                .header("If-Match", tag)
                .body(Map.of("displayName", displayName))
                .put("/api/v1/catalogs/" + catalog)
                .then();
    }

    @Test
    void a_catalog_without_devices_is_deleted_and_its_name_is_free() {
        Fleet fleet = Fleet.create();
        String catalog = fleet.catalog();
        Operator admin = Operator.installationOwner();
        Operator member = fleet.given("READER", "Thermostat", "Production");
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);

        admin.get(fleet.path("deletion-impact")).body("devices", equalTo(1)).body("products", equalTo(1));
        delete(admin, catalog).statusCode(409).body("detail", containsString("1 devices"));
        delete(fleet.owner(), catalog).statusCode(403);
        fleet.owner()
                .post(
                        fleet.path("devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.getFirst().text()), "reason", "Sold"))
                .statusCode(200);
        delete(admin, catalog).statusCode(204);

        admin.get("catalogs/" + catalog).statusCode(404);
        member.get("catalogs/" + catalog).statusCode(404);
        member.get("me").statusCode(200).body("scopedRoles", empty());
        admin.get("audit?filter=action:DeleteCatalog subject:" + catalog).body("items", hasSize(1));
        admin.post("catalogs", Map.of("name", catalog, "displayName", "Again")).statusCode(201);
        fleet.owner().get(fleet.path("products")).body("items", empty());
    }

    private static ValidatableResponse delete(Operator who, String catalog) {
        return who.request().delete("/api/v1/catalogs/" + catalog).then();
    }

    @Test
    void only_installation_owners_create_catalogs() {
        Operator.in(Operator.newCatalog(), "owner")
                .post("catalogs", "{\"name\":\"mine\",\"displayName\":\"Mine\"}")
                .statusCode(403)
                .body("type", equalTo("/api/problems#forbidden"));
    }

    @Test
    void a_role_in_a_missing_catalog_grants_nothing() {
        Operator dreamer = Operator.in("castle-in-the-air", "owner");

        dreamer.get("catalogs/castle-in-the-air").statusCode(404);
        dreamer.get("me").statusCode(200).body("catalogs", empty());
    }

    @Test
    void all_wrong_fields_are_reported_at_once() {
        Operator.installationOwner()
                .post("catalogs", "{\"name\":\"not a name\"}")
                .statusCode(400)
                .body("type", equalTo("/api/problems#invalid-request"))
                .body("errors.field", contains("name", "displayName"));
    }

    @Test
    void names_that_are_ambiguous_in_a_url_are_refused() {
        for (String bad : List.of(".", "..", ".default", "a b", " a", "a ", "a/b", "%2e", "")) {
            Operator.installationOwner()
                    .post("catalogs", Map.of("name", bad, "displayName", "Confusing"))
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors.field", contains("name"))
                    .body("detail", containsString("must have 1 to 50 letters, digits, '_' or '-'"));
        }
    }

    @Test
    void the_installations_name_in_the_audit_log_is_reserved() {
        for (String name : List.of("system", "System")) {
            Operator pretender = new Operator(Tokens.of(name, "/installation/owner"));

            pretender
                    .post("catalogs", Map.of("name", "pretended", "displayName", "Pretended"))
                    .statusCode(403)
                    .body("detail", containsString("reserved for the installation"));
            pretender.get("me").statusCode(403);
        }
        new Operator(Tokens.of("systems", "/installation/owner")).get("me").statusCode(200);
    }

    @Test
    void malformed_json_is_a_client_error() {
        Operator.installationOwner()
                .post("catalogs", "{\"name\":")
                .statusCode(400)
                .body("errors.field", contains("body"));
        Operator.installationOwner().post("catalogs", "").statusCode(400);
    }

    @Test
    void a_request_without_a_token_is_unauthenticated() {
        given().get(ME)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("type", equalTo("/api/problems#unauthenticated"));
    }

    @Test
    void forged_expired_and_foreign_tokens_are_refused() {
        JwtClaims forged = Tokens.claims("mallory", "/installation/owner");
        new Operator(Tokens.forge(forged)).get("me").statusCode(401);

        JwtClaims stale = Tokens.claims("olivia", "/installation/owner");
        stale.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 3600));
        new Operator(Tokens.sign(stale)).get("me").statusCode(401).body("status", equalTo(401));

        JwtClaims meantForOthers = Tokens.claims("olivia", "/installation/owner");
        meantForOthers.setAudience("another-service");
        new Operator(Tokens.sign(meantForOthers)).get("me").statusCode(401);

        JwtClaims ofAnotherIssuer = Tokens.claims("olivia", "/installation/owner");
        ofAnotherIssuer.setIssuer("https://evil.test");
        new Operator(Tokens.sign(ofAnotherIssuer)).get("me").statusCode(401);
    }

    @Test
    void a_new_provider_key_is_accepted_without_a_restart() {
        JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
        String token = Tokens.signWithNext(claims);

        new Operator(token).get("me").statusCode(401);
        Tokens.rotateKeys();
        new Operator(token).get("me").statusCode(200);
        new Operator(Tokens.sign(claims)).get("me").statusCode(200);
    }

    /** {@code off} is in seconds: since the token's expiry if negative, until its issue if positive. */
    @Test
    void a_small_clock_skew_of_the_provider_is_tolerated() {
        long now = NumericDate.now().getValue();

        for (int off : List.of(-120, -15, 15)) {
            JwtClaims claims = Tokens.claims("olivia", "/installation/owner");
            claims.setIssuedAt(NumericDate.fromSeconds(off < 0 ? now - 300 : now + off));
            claims.setExpirationTime(NumericDate.fromSeconds(off < 0 ? now + off : now + 300));
            new Operator(Tokens.sign(claims)).get("me").statusCode(off == -120 ? 401 : 200);
        }
    }

    @Test
    void tokens_that_the_provider_did_not_sign_are_not_introspected() {
        JwtClaims claims = Tokens.claims("mallory", "/installation/owner");

        for (String token : List.of("xyz", "a.b.c", Tokens.unsigned(claims), Tokens.forge(claims))) {
            new Operator(token)
                    .get("me")
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", equalTo("Bearer"));
        }

        assertThat(Tokens.introspections()).isZero();
    }

    @Test
    void unknown_paths_methods_and_media_types_return_problems() {
        Operator.installationOwner()
                .get("no/such/path")
                .statusCode(404)
                .contentType("application/problem+json")
                .header("X-Request-Id", notNullValue())
                .body("requestId", notNullValue());
        Operator.installationOwner()
                .request()
                .delete(ME)
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        Operator.installationOwner()
                .request()
                .accept("text/html")
                .get(ME)
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
        Operator.installationOwner()
                .upload("catalogs", "text/plain", new byte[] {1})
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void the_callers_request_id_is_returned() {
        given().header("X-Request-Id", "from-the-caller-1")
                .get(ME)
                .then()
                .header("X-Request-Id", equalTo("from-the-caller-1"))
                .body("requestId", equalTo("from-the-caller-1"));
    }
}
