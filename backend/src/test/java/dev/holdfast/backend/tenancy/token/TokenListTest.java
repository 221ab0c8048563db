package dev.holdfast.backend.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.NewToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of tokens show active tokens before many revoked ones. The number of active tokens is limited. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TokenListTest {
    /**
     * Copies the token {@code first} of catalog $1 under other names: $2 copies, revoked if $3. $4 is added to the owner's subject, so any
     * text but the empty one makes the owner another person.
     */
    private static final String MORE = """
            insert into api_token (catalog_id, token_id, kind, name, hash, prefix, role, issuer, subject, created_by, created_at,
                expires_at, revoked_at, revoked_by)
            select t.catalog_id, gen_random_uuid(), 'PERSONAL', 'more ' || n,
                sha256(convert_to(t.token_id || 'more' || n || $3::boolean || $4::text, 'UTF8')), t.prefix, t.role, t.issuer, t.subject || $4,
                t.created_by, t.created_at + interval '1 second', t.expires_at,
                case when $3::boolean then t.created_at + interval '1 minute' end, case when $3::boolean then t.created_by end
            from api_token t cross join generate_series(1, $2::int) n
            where t.catalog_id = $1 and t.name = 'first'""";

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private String catalog = "";
    private Operator owner = new Operator("");
    /** A reader of the catalog by a role assignment. A role by a group alone allows no personal token. */
    private Operator person = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        owner = Operator.in(catalog, "owner");
        String name = "p-" + UUID.randomUUID();
        person = new Operator(Tokens.of(name));
        owner.post(
                        path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", "Somebody", "role", "READER"))
                .statusCode(201);
    }

    @Test
    void active_tokens_come_first() {
        createToken(person, "PERSONAL", "first").statusCode(201);
        more(1_200, true, "");

        person.get(path("tokens")).body("items.name[0]", equalTo("first"));
        owner.get(path("tokens?limit=1")).body("items.name", contains("first"));
        assertThat(LinkedPages.of(owner, path("tokens?limit=500"), "id"))
                .hasSize(1_201)
                .doesNotHaveDuplicates();
        person.get(path("tokens?filter=is:active")).body("items.name", contains("first"));
        assertThat(person.get(path("exports/tokens.csv?filter=is:active&fields=name"))
                        .extract()
                        .asString())
                .isEqualTo("\"name\"\r\n\"first\"\r\n");
    }

    @Test
    void tokens_that_were_never_used_can_be_found() {
        createToken(person, "PERSONAL", "unused").statusCode(201);
        String used = createToken(person, "PERSONAL", "used").extract().path("secret");
        new Operator(used).get(path("products")).statusCode(200);

        person.get(path("tokens?filter=used:never")).body("items.name", contains("unused"));
        person.get(path("tokens?filter=-used:never")).body("items.name", contains("used"));
    }

    @Test
    void tokens_of_others_are_visible_only_to_owners() {
        String id = createToken(owner, "SERVICE", "nightly build").extract().path("token.id");
        createToken(person, "PERSONAL", "first").statusCode(201);

        person.get(path("tokens")).body("items.name", contains("first"));
        assertThat(person.get(path("exports/tokens.csv?fields=name")).extract().asString())
                .isEqualTo("\"name\"\r\n\"first\"\r\n");
        person.request().delete(OperatorApi.BASE + path("tokens/" + id)).then().statusCode(404);
        assertThat(owner.get(path("exports/tokens.ndjson?fields=name"))
                        .extract()
                        .asString())
                .contains("nightly build", "first");
        Operator publisher = Operator.in(catalog, "publisher");
        publisher.get(path("tokens")).body("items", empty());
        assertThat(publisher
                        .get(path("exports/tokens.csv?fields=name"))
                        .extract()
                        .asString())
                .isEqualTo("\"name\"\r\n");
    }

    @Test
    void active_tokens_per_person_are_limited() {
        String first = createToken(person, "PERSONAL", "first")
                .statusCode(201)
                .extract()
                .path("token.id");
        more(NewToken.MAX_PER_PERSON, true, "");
        more(NewToken.MAX_PER_PERSON - 1, false, "");

        createToken(person, "PERSONAL", "one too many")
                .statusCode(409)
                .body("detail", containsString("You have 50 active tokens in this catalog"));
        createToken(owner, "SERVICE", "of another").statusCode(201);
        person.request()
                .delete(OperatorApi.BASE + path("tokens/" + first))
                .then()
                .statusCode(204);
        createToken(person, "PERSONAL", "in its place").statusCode(201);
    }

    @Test
    void active_tokens_per_catalog_are_limited() {
        createToken(person, "PERSONAL", "first").statusCode(201);
        more(NewToken.MAX_PER_CATALOG - 1, false, " of another");

        createToken(owner, "SERVICE", "one too many")
                .statusCode(409)
                .body("detail", containsString("This catalog has 1000 active tokens"));
        createToken(Operator.installationOwner(), "installation").statusCode(201);
    }

    /** Copies the token {@code first}. {@code others} is added to the owner's subject: empty for the same person. */
    private void more(int tokens, boolean revoked, String others) {
        CatalogId id = new CatalogId(
                UUID.fromString(owner.get("catalogs/" + catalog).extract().path("id")));
        OnVertx.await(vertx, () -> transactions.inCatalog(id, sql -> sql.update(MORE, id, tokens, revoked, others)));
    }

    /** Creates a token of the catalog. {@code kind} is PERSONAL or SERVICE. */
    private ValidatableResponse createToken(Operator by, String kind, String name) {
        return by.post(path("tokens"), Map.of("kind", kind, "name", name, "role", "READER", "days", 30));
    }

    /** Creates a service token of the installation. */
    private ValidatableResponse createToken(Operator by, String name) {
        return by.post("tokens", Map.of("kind", "SERVICE", "name", name + catalog, "role", "READER", "days", 1));
    }

    private String path(String rest) {
        return "catalogs/" + catalog + "/" + rest;
    }
}
