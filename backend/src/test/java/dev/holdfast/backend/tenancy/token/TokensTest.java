package dev.holdfast.backend.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.TokenSecret;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.TokenKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions, secrets, expiry and revocation of API tokens. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TokensTest {
    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private String catalog = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        owner = Operator.in(catalog, "owner");
    }

    @Test
    void a_service_token_has_its_roles_permissions_until_revoked() {
        ValidatableResponse made =
                createToken(owner, "SERVICE", "nightly build", "PUBLISHER").statusCode(201);
        Operator service = new Operator(made.extract().path("secret"));

        service.get("me").body("name", equalTo("token:nightly build")).body("catalogs[0].roles", contains("PUBLISHER"));
        service.post(path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        service.get("catalogs/" + Operator.newCatalog()).statusCode(404);
        service.post(path("devices/block"), Map.of()).statusCode(403);
        owner.get(path("tokens"))
                .body("items.name", contains("nightly build"))
                .body("items.lastUsedAt[0]", notNullValue())
                .body("items.revokedAt[0]", nullValue());
        assertThat(owner.get(path("audit")).extract().jsonPath().getList("items.actor", String.class))
                .contains("token:nightly build");

        revoke(owner, made.extract().path("token.id")).statusCode(204);
        service.get("me").statusCode(401);
        owner.get(path("tokens")).body("items.revokedBy[0]", containsString("owner-of-"));
        assertThat(owner.get(path("audit")).extract().jsonPath().getList("items.action", String.class))
                .contains("CreateToken", "RevokeToken");
    }

    @Test
    void a_personal_token_never_exceeds_its_creators_current_role() {
        String person = "p-" + UUID.randomUUID();
        Operator creator = new Operator(Tokens.of(person));
        String role = assignRole(person, "CONTRIBUTOR");
        Operator token = new Operator(
                createToken(creator, "PERSONAL", "laptop", "READER").extract().path("secret"));
        Operator strong = new Operator(createToken(creator, "PERSONAL", "script", "CONTRIBUTOR")
                .extract()
                .path("secret"));

        token.get("me").body("name", equalTo(person)).body("catalogs[0].roles", contains("READER"));
        token.post(path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(403);
        strong.post(path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(201);
        createToken(creator, "PERSONAL", "more", "OWNER").statusCode(403);
        createToken(creator, "SERVICE", "more", "READER").statusCode(403);

        owner.request()
                .delete(OperatorApi.BASE + path("members/" + role))
                .then()
                .statusCode(204);
        strong.get("catalogs/" + catalog).statusCode(404);
        strong.get("me").body("catalogs", empty());
    }

    @Test
    void a_token_cannot_approve_or_manage_members() {
        Operator token = new Operator(
                createToken(owner, "SERVICE", "all", "OWNER").extract().path("secret"));
        String approval = UUID.randomUUID().toString();

        token.post(path("approvals/" + approval + "/approve"), Map.of("comment", "Fine."))
                .statusCode(403)
                .body("detail", containsString("API tokens cannot approve"));
        token.post(path("members"), Map.of("kind", "SUBJECT", "grantee", "a", "name", "a", "role", "READER"))
                .statusCode(403)
                .body("detail", containsString("API tokens cannot manage members"));
        token.get(path("people?filter=petra")).statusCode(403).body("detail", containsString("API tokens cannot"));
        createToken(owner, "SERVICE", "second", "APPROVER")
                .statusCode(400)
                .body("errors.field", contains("role"))
                .body("detail", containsString("tokens cannot approve"));
    }

    @Test
    void a_role_by_group_alone_allows_no_personal_token() {
        createToken(owner, "PERSONAL", "laptop", "READER").statusCode(409).body("detail", containsString("group"));
    }

    @Test
    void tokens_cannot_manage_members_create_tokens_or_approve() {
        Operator service = new Operator(
                createToken(owner, "SERVICE", "all", "OWNER").extract().path("secret"));

        service.post(path("members"), Map.of()).statusCode(403);
        createToken(service, "SERVICE", "another", "READER").statusCode(403);
        for (String list : List.of("tokens", "exports/tokens.csv", "exports/tokens.ndjson")) {
            service.get(path(list)).statusCode(403).body("detail", containsString("cannot read tokens"));
        }
        service.post(path("approvals/" + UUID.randomUUID() + "/approve"), Map.of("comment", "yes"))
                .statusCode(403);
        service.post(path("devices/block"), Map.of()).statusCode(400);
    }

    /** A secret begins with hfs_ for a service and hfp_ for a person. */
    @Test
    void the_secret_is_stored_only_as_a_hash_and_never_listed() {
        String secret = createToken(owner, "SERVICE", "one", "READER").extract().path("secret");

        assertThat(secret).matches("hfs_[0-9A-Za-z]{49}");
        assertThat(owner.get(path("tokens")).extract().asString()).doesNotContain(secret);
        assertThat(owner.get(path("audit")).extract().asString()).doesNotContain(secret);
        CatalogId id = id();
        List<String> rows = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        id, sql -> sql.list("select t::text as row from api_token t", row -> row.getString("row"))));
        assertThat(rows).singleElement().asString().doesNotContain(secret);
        List<Buffer> hashes = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        id, sql -> sql.list("select hash from api_token", row -> row.getBuffer("hash"))));
        assertThat(hashes).containsExactly(Buffer.buffer(TokenSecret.hash(secret)));
    }

    @Test
    void a_malformed_token_is_refused() {
        String secret = createToken(owner, "SERVICE", "one", "READER").extract().path("secret");
        String last = secret.endsWith("x") ? "y" : "x";

        for (String wrong : List.of(
                secret.substring(0, secret.length() - 1) + last,
                secret.replace("hfs_", "hfp_"),
                secret + "0",
                "hfs_",
                "hfs_" + "0".repeat(49),
                TokenSecret.draw(TokenKind.SERVICE))) {
            new Operator(wrong).get("me").statusCode(401);
        }
        new Operator(secret).get("me").statusCode(200);
    }

    @Test
    void an_expired_token_is_refused() {
        ValidatableResponse made = createToken(owner, "SERVICE", "short", "READER");
        Instant expires = Instant.parse(made.extract().path("token.expiresAt"));
        Instant createdAt = Instant.parse(made.extract().path("token.createdAt"));
        String secret = made.extract().path("secret");

        assertThat(expires).isEqualTo(createdAt.plus(30, ChronoUnit.DAYS));
        assertThat(usableAt(secret, expires.minusSeconds(1))).isTrue();
        assertThat(usableAt(secret, expires)).isFalse();
    }

    @Test
    void tokens_of_other_catalogs_and_people_are_hidden_and_not_revocable() {
        String id = createToken(owner, "SERVICE", "one", "READER").extract().path("token.id");
        String other = Operator.newCatalog();

        Operator.in(other, "owner")
                .request()
                .delete(OperatorApi.BASE + "catalogs/" + other + "/tokens/" + id)
                .then()
                .statusCode(404);
        revoke(Operator.in(catalog, "reader"), id).statusCode(404);
        Operator.in(catalog, "publisher").get(path("tokens")).body("items", empty());
    }

    @Test
    void people_cannot_use_the_names_of_services() {
        new Operator(Tokens.of("token:nightly build", "/catalogs/" + catalog + "/owner"))
                .get("me")
                .statusCode(403)
                .body("detail", containsString("services"));
    }

    @Test
    void a_service_name_has_one_active_token() {
        String id = createToken(owner, "SERVICE", "one", "READER").extract().path("token.id");

        createToken(owner, "SERVICE", "ONE", "READER").statusCode(409);
        revoke(owner, id).statusCode(204);
        createToken(owner, "SERVICE", "One", "READER").statusCode(201);
    }

    /** Returns whether the database accepts the token at this time. */
    private boolean usableAt(String secret, Instant at) {
        return OnVertx.await(
                        vertx,
                        () -> transactions.inInstallation(sql -> sql.find(
                                "select name from use_token($1, $2)",
                                row -> row.getString("name"),
                                TokenSecret.hash(secret),
                                at)))
                .isPresent();
    }

    private CatalogId id() {
        return new CatalogId(
                UUID.fromString(owner.get("catalogs/" + catalog).extract().path("id")));
    }

    /** Assigns a role and returns the assignment's ID. */
    private String assignRole(String person, String role) {
        String payload = new String(
                Base64.getUrlDecoder().decode(Tokens.of(person).split("\\.", -1)[1]), StandardCharsets.UTF_8);
        String subject = JsonPath.from(payload).getString("sub");
        return owner.post(
                        path("members"),
                        Map.of("kind", "SUBJECT", "grantee", subject, "name", "Somebody", "role", role))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Creates a token for 30 days. {@code kind} is PERSONAL or SERVICE. */
    private ValidatableResponse createToken(Operator by, String kind, String name, String role) {
        return by.post(path("tokens"), new HashMap<>(Map.of("kind", kind, "name", name, "role", role, "days", 30)));
    }

    private ValidatableResponse revoke(Operator by, String id) {
        return by.request().delete(OperatorApi.BASE + path("tokens/" + id)).then();
    }

    private String path(String rest) {
        return "catalogs/" + catalog + "/" + rest;
    }
}
