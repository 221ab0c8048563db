package dev.holdfast.backend.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audit entries distinguish a person from the person's tokens, so that actions of a stolen token can be listed. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditByTokenTest {
    private Fleet fleet;
    private String name;
    private Operator person;

    @BeforeEach
    void somebody_with_a_role() {
        fleet = Fleet.create();
        name = "farah-of-" + fleet.catalog();
        fleet.owner()
                .post(
                        fleet.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "CONTRIBUTOR"))
                .statusCode(201);
        person = Operator.named(name);
    }

    @Test
    void entries_name_person_and_token_and_own_actions_only_the_person() {
        ValidatableResponse token = token(person, "PERSONAL", "leaked");
        create(person, "By Hand");
        create(new Operator(token.extract().<String>path("secret")), "By Token");

        entries("action:CreateProduct actor:" + name)
                .body("items.subject", contains("By Token", "By Hand"))
                .body("items[0].token", equalTo("leaked"))
                .body("items[0].tokenId", equalTo(token.extract().<String>path("token.id")))
                .body("items[1].token", nullValue())
                .body("items[1].tokenId", nullValue());
    }

    @Test
    void a_tokens_entries_are_found_by_id_even_if_its_name_was_reused() {
        ValidatableResponse first = token(person, "PERSONAL", "nightly");
        ValidatableResponse second = token(person, "PERSONAL", "nightly");
        create(new Operator(first.extract().<String>path("secret")), "First");
        create(new Operator(second.extract().<String>path("secret")), "Second");

        entries("token:" + first.extract().<String>path("token.id")).body("items.subject", contains("First"));
        entries("token:NIGHTLY").body("items", hasSize(2));
        entries("-token:nightly action:CreateProduct actor:" + name).body("items", hasSize(0));
    }

    @Test
    void a_services_entries_name_its_token_and_id() {
        ValidatableResponse token = token(fleet.owner(), "SERVICE", "robot");
        create(new Operator(token.extract().<String>path("secret")), "By Robot");

        entries("actor:token:robot")
                .body("items.subject", contains("By Robot"))
                .body("items[0].tokenId", equalTo(token.extract().<String>path("token.id")));
    }

    /** Creates a token named {@code called}. {@code kind} is PERSONAL or SERVICE. */
    private ValidatableResponse token(Operator creator, String kind, String called) {
        return creator.post(
                        fleet.path("tokens"), Map.of("kind", kind, "name", called, "role", "CONTRIBUTOR", "days", 1))
                .statusCode(201);
    }

    private void create(Operator who, String product) {
        who.post(fleet.path("products"), Map.of("name", product, "description", ""))
                .statusCode(201);
    }

    /** Returns the entries that match a filter, newest first. */
    private ValidatableResponse entries(String filter) {
        return fleet.owner().get(fleet.path("audit?filter=" + filter)).statusCode(200);
    }
}
