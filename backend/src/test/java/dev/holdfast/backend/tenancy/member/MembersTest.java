package dev.holdfast.backend.tenancy.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MembersTest {
    private String catalog = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        owner = Operator.in(catalog, "owner");
    }

    @Test
    void whoever_is_given_a_role_has_it_at_the_next_request_and_loses_it_at_the_next_after_it_is_taken() {
        Operator olga = newcomer();
        olga.get("catalogs/" + catalog).statusCode(404);

        String id =
                give(owner, "SUBJECT", olga, "READER").statusCode(201).extract().path("id");
        olga.get("catalogs/" + catalog).statusCode(200);
        olga.get("me").body("catalogs[0].role", equalTo("READER")).body("catalogs[0].roles", contains("READER"));
        olga.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(403);

        change(owner, id, "CONTRIBUTOR").statusCode(200).body("role", equalTo("CONTRIBUTOR"));
        olga.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(201);

        remove(owner, id).statusCode(204);
        olga.get("catalogs/" + catalog).statusCode(404);
        owner.get("catalogs/" + catalog + "/members").statusCode(200).body("", empty());
        assertThat(owner.get("catalogs/" + catalog + "/audit")
                        .extract()
                        .jsonPath()
                        .getList("action", String.class))
                .contains("AssignRole", "ChangeRole", "RemoveRole");
    }

    @Test
    void analysts_and_approvers_may_do_their_part_and_no_more() {
        Operator analyst = newcomer();
        Operator approver = newcomer();
        give(owner, "SUBJECT", analyst, "SECURITY_ANALYST").statusCode(201);
        give(owner, "SUBJECT", approver, "APPROVER").statusCode(201);
        String check = "catalogs/" + catalog + "/policies/check";
        String approve = "catalogs/" + catalog + "/approvals/" + UUID.randomUUID() + "/approve";

        approver.post(check, Map.of())
                .statusCode(403)
                .body("detail", containsString("OWNER, PUBLISHER, CONTRIBUTOR, SECURITY_ANALYST"))
                .body("detail", containsString("you are APPROVER"));
        assertThat(analyst.post(check, Map.of()).extract().statusCode()).isEqualTo(400);
        analyst.post(approve, Map.of("comment", "good")).statusCode(403);
        assertThat(approver.post(approve, Map.of("comment", "good")).extract().statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_role_in_a_product_holds_there_and_nowhere_else() {
        owner.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(201);
        owner.post("catalogs/" + catalog + "/products", product("Kettle")).statusCode(201);
        Operator carla = newcomer();
        giveIn(owner, carla, "OWNER", "Toaster", null).statusCode(201).body("product", equalTo("Toaster"));

        carla.get("catalogs/" + catalog).statusCode(200);
        carla.get("catalogs/" + catalog + "/products").statusCode(200).body("name", contains("Toaster"));
        carla.get("catalogs/" + catalog + "/products/toaster/groups").statusCode(200);
        carla.get("catalogs/" + catalog + "/products/Kettle/groups").statusCode(404);
        carla.get("catalogs/" + catalog + "/products/Nothing/groups").statusCode(404);
        carla.get("catalogs/" + catalog + "/devices").statusCode(200).body("devices", empty());
        carla.get("catalogs/" + catalog + "/images")
                .statusCode(403)
                .body("detail", containsString("in a part of it only"));
        connection(carla, "Toaster", "Production").statusCode(200);
        connection(carla, "Kettle", "Production").statusCode(403);
        carla.get("me").body("catalogs", empty()).body("parts[0].product", equalTo("Toaster"));
    }

    @Test
    void members_are_found_in_the_language_of_lists_by_whoever_may_read_where_they_are() {
        owner.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(201);
        owner.post("catalogs/" + catalog + "/products", product("Kettle")).statusCode(201);
        Operator carla = newcomer();
        giveIn(owner, carla, "OWNER", "Toaster", null).statusCode(201);
        giveIn(owner, newcomer(), "READER", "Toaster", "Production").statusCode(201);
        giveIn(owner, newcomer(), "READER", "Kettle", null).statusCode(201);
        give(owner, "SUBJECT", newcomer(), "SECURITY_ANALYST").statusCode(201);

        assertThat(roles(owner, "role:security-analyst scope:whole")).containsExactly("SECURITY_ANALYST");
        assertThat(roles(owner, "product:toaster")).containsExactlyInAnyOrder("OWNER", "READER");
        assertThat(roles(owner, "product:toaster -scope:group name:SOME at:<1h"))
                .containsExactly("OWNER");
        assertThat(roles(owner, "kind:group")).isEmpty();
        assertThat(roles(carla, "")).as("what is in her part").containsExactlyInAnyOrder("OWNER", "READER");
        assertThat(roles(carla, "product:kettle")).isEmpty();
        assertThat(LinkedPages.of(carla, "catalogs/" + catalog + "/members?limit=1", "role"))
                .containsExactlyInAnyOrder("OWNER", "READER");
        carla.get("catalogs/" + catalog + "/exports/members.csv").statusCode(403);
        owner.get("catalogs/" + catalog + "/exports/members.csv?fields=role&filter=role:security-analyst")
                .statusCode(200)
                .body(equalTo("\"role\"\r\n\"SECURITY_ANALYST\"\r\n"));
    }

    private List<String> roles(Operator who, String filter) {
        return who.request()
                .queryParam("filter", filter)
                .get(OperatorApi.BASE + "catalogs/" + catalog + "/members")
                .jsonPath()
                .getList("role");
    }

    @Test
    void a_role_in_a_device_group_does_not_reach_the_next_group() {
        owner.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(201);
        Operator carla = newcomer();
        giveIn(owner, carla, "OWNER", "Toaster", "Production").statusCode(201);

        connection(carla, "Toaster", "Production").statusCode(200);
        connection(carla, "Toaster", "Field Test").statusCode(403);
        carla.get("catalogs/" + catalog + "/products/Toaster/groups")
                .statusCode(200)
                .body("name", contains("Production"));
    }

    @Test
    void an_owner_of_a_product_gives_roles_in_it_and_in_nothing_wider() {
        owner.post("catalogs/" + catalog + "/products", product("Toaster")).statusCode(201);
        Operator part = newcomer();
        giveIn(owner, part, "OWNER", "Toaster", null).statusCode(201);
        give(owner, "SUBJECT", newcomer(), "READER").statusCode(201);

        giveIn(part, newcomer(), "READER", "Toaster", "Production").statusCode(201);
        give(part, "SUBJECT", newcomer(), "READER").statusCode(403);
        part.get("catalogs/" + catalog + "/members").statusCode(200).body("size()", equalTo(2));
    }

    /** Mender CVE-2022-45929: whoever may edit roles must not edit their own. */
    @Test
    void nobody_raises_themselves() {
        Operator contributor = newcomer();
        String id = give(owner, "SUBJECT", contributor, "CONTRIBUTOR").extract().path("id");

        give(contributor, "SUBJECT", contributor, "OWNER").statusCode(403);
        change(contributor, id, "OWNER").statusCode(403);
        give(owner, "SUBJECT", owner, "OWNER").statusCode(403).body("detail", containsString("to themselves"));
        owner.post(
                        "catalogs/" + catalog + "/members",
                        member("GROUP", "/catalogs/" + catalog + "/owner", "READER", null, null))
                .statusCode(403);
    }

    @Test
    void an_owner_of_the_catalog_cannot_give_roles_in_the_installation() {
        owner.post("members", member("SUBJECT", "somebody", "READER", null, null))
                .statusCode(403);
        owner.get("members").statusCode(403);
    }

    @Test
    void the_last_owner_cannot_vanish_and_invitations_and_groups_are_no_owners() {
        Operator first = newcomer();
        String id = give(owner, "SUBJECT", first, "OWNER").extract().path("id");
        String invitation = owner.post(
                        "catalogs/" + catalog + "/members", member("EMAIL", "second@example.org", "OWNER", null, null))
                .extract()
                .path("id");

        remove(owner, id).statusCode(409).body("detail", containsString("last OWNER"));
        change(owner, id, "READER").statusCode(409);
        remove(first, id).statusCode(409);
        remove(Operator.installationOwner(), id).statusCode(409);
        remove(owner, invitation).statusCode(204);

        Operator second = newcomer();
        give(owner, "SUBJECT", second, "OWNER").statusCode(201);
        remove(owner, id).statusCode(409).body("detail", containsString("has not signed in"));
        second.get("me").statusCode(200);
        remove(owner, id).statusCode(204);
    }

    @Test
    void whether_somebody_ever_came_with_a_role_is_told_since_a_subject_may_be_mistyped() {
        Operator olga = newcomer();
        String id =
                give(owner, "SUBJECT", olga, "READER").statusCode(201).extract().path("id");
        owner.get("catalogs/" + catalog + "/members").statusCode(200).body("usedAt", contains(nullValue()));

        olga.get("me").statusCode(200);

        owner.get("catalogs/" + catalog + "/members/" + id).statusCode(200).body("usedAt", notNullValue());
    }

    @Test
    void an_account_that_nobody_has_signed_in_to_is_no_owner_that_is_left() {
        Operator first = newcomer();
        String id = give(owner, "SUBJECT", first, "OWNER").extract().path("id");
        String name = "u" + UUID.randomUUID();
        String invited = owner.post(
                        "catalogs/" + catalog + "/people",
                        Map.of(
                                "userName",
                                name,
                                "email",
                                name + "@example.org",
                                "firstName",
                                "Ina",
                                "lastName",
                                "Invited"))
                .extract()
                .path("person.subject");
        owner.post("catalogs/" + catalog + "/members", member("SUBJECT", invited, "OWNER", null, null))
                .statusCode(201);
        remove(owner, id).statusCode(409).body("detail", containsString("has not signed in"));

        JwtClaims claims = Tokens.claims(name);
        claims.setSubject(invited);
        new Operator(Tokens.sign(claims)).get("me").statusCode(200);

        remove(owner, id).statusCode(204);
    }

    @Test
    void a_name_is_as_long_as_the_provider_lets_it_be() {
        Map<String, Object> member = member("SUBJECT", "somebody", "READER", null, null);
        member.put("name", "N".repeat(255));
        owner.post("catalogs/" + catalog + "/members", member).statusCode(201);
        member.put("name", "N".repeat(256));
        owner.post("catalogs/" + catalog + "/members", member).statusCode(400).body("errors.field", contains("name"));
    }

    /** Mender CVE-2024-37019: an address counts only with the provider's word, and belongs to whoever came first. */
    @Test
    void an_invitation_is_for_whoever_first_comes_with_the_verified_address() {
        String address = UUID.randomUUID() + "@example.org";
        owner.post("catalogs/" + catalog + "/members", member("EMAIL", address, "READER", null, null))
                .statusCode(201);

        withEmail("liar", address, null).get("catalogs/" + catalog).statusCode(404);
        withEmail("liar", address, false).get("catalogs/" + catalog).statusCode(404);
        withEmail("liar", "x" + address, true).get("catalogs/" + catalog).statusCode(404);
        Operator invited = withEmail("invited", address.toUpperCase(Locale.ROOT), true);
        invited.get("catalogs/" + catalog).statusCode(200);

        withEmail("later", address, true).get("catalogs/" + catalog).statusCode(404);
        withEmail("invited", address, null).get("catalogs/" + catalog).statusCode(200);
        owner.get("catalogs/" + catalog + "/members").body("kind", contains("SUBJECT"));
    }

    @Test
    void a_group_of_the_provider_can_be_given_a_role() {
        owner.post("catalogs/" + catalog + "/members", member("GROUP", "sg-appliances", "PUBLISHER", null, null))
                .statusCode(201);

        new Operator(Tokens.of("pia", "sg-appliances"))
                .get("catalogs/" + catalog)
                .statusCode(200);
        new Operator(Tokens.of("pia", "SG-appliances"))
                .get("catalogs/" + catalog)
                .statusCode(404);
        new Operator(Tokens.of("pia")).get("catalogs/" + catalog).statusCode(404);
    }

    @Test
    void a_member_of_another_catalog_cannot_be_touched_from_here() {
        String other = Operator.newCatalog();
        String id = Operator.in(other, "owner")
                .post("catalogs/" + other + "/members", member("SUBJECT", "their-reader", "READER", null, null))
                .extract()
                .path("id");

        remove(owner, id).statusCode(404);
        change(owner, id, "OWNER").statusCode(404);
        owner.get("catalogs/" + catalog + "/members").body("", empty());
    }

    @Test
    void roles_in_the_installation_reach_every_catalog() {
        Operator auditor = newcomer();
        String id = Operator.installationOwner()
                .post("members", member("SUBJECT", subject(auditor), "READER", null, null))
                .statusCode(201)
                .body("product", nullValue())
                .extract()
                .path("id");

        auditor.get("catalogs/" + catalog + "/devices").statusCode(200);
        auditor.get("makers").statusCode(403);
        auditor.get("me").body("installationOwner", equalTo(false)).body("catalogs.catalog", hasItem(catalog));
        Operator.installationOwner()
                .request()
                .delete(OperatorApi.BASE + "members/" + id)
                .then()
                .statusCode(204);
        auditor.get("catalogs/" + catalog + "/devices").statusCode(404);
    }

    @Test
    void what_cannot_be_is_refused_field_by_field() {
        owner.post("catalogs/" + catalog + "/members", Map.of("kind", "EMAIL", "grantee", "nobody", "role", "READER"))
                .statusCode(400)
                .body("errors.field", contains("grantee", "name"));
        giveIn(owner, newcomer(), "READER", "Nothing", null).statusCode(404);
        Operator twice = newcomer();
        give(owner, "SUBJECT", twice, "READER").statusCode(201);
        give(owner, "SUBJECT", twice, "READER").statusCode(409);
    }

    private static Operator newcomer() {
        return new Operator(Tokens.of("n-" + UUID.randomUUID()));
    }

    /** {@link Tokens} makes subjects from names; this reads it from the token itself. */
    private static String subject(Operator operator) {
        String payload =
                new String(Base64.getUrlDecoder().decode(operator.token().split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return JsonPath.from(payload).getString("sub");
    }

    private static Operator withEmail(String name, String email, @Nullable Boolean verified) {
        JwtClaims claims = Tokens.claims(name + email.hashCode());
        claims.setStringClaim("email", email);
        if (verified != null) {
            claims.setClaim("email_verified", verified);
        }
        claims.setSubject(name + "-" + email.toLowerCase(Locale.ROOT));
        return new Operator(Tokens.sign(claims));
    }

    private ValidatableResponse give(Operator by, String kind, Operator to, String role) {
        return by.post("catalogs/" + catalog + "/members", member(kind, subject(to), role, null, null));
    }

    private ValidatableResponse giveIn(Operator by, Operator to, String role, String product, @Nullable String group) {
        return by.post("catalogs/" + catalog + "/members", member("SUBJECT", subject(to), role, product, group));
    }

    private ValidatableResponse change(Operator by, String id, String role) {
        return by.request()
                .contentType(ContentType.JSON)
                .body(Map.of("role", role))
                .put(OperatorApi.BASE + "catalogs/" + catalog + "/members/" + id)
                .then();
    }

    private ValidatableResponse remove(Operator by, String id) {
        return by.request()
                .delete(OperatorApi.BASE + "catalogs/" + catalog + "/members/" + id)
                .then();
    }

    private ValidatableResponse connection(Operator by, String product, String group) {
        return by.request()
                .contentType(ContentType.JSON)
                .body(Map.of("requiresPostQuantum", false, "reason", "A test"))
                .put(OperatorApi.BASE + "catalogs/" + catalog + "/products/" + product + "/groups/" + group
                        + "/connection")
                .then();
    }

    private static Map<String, String> product(String name) {
        return Map.of("name", name, "description", "");
    }

    private static Map<String, Object> member(
            String kind, String grantee, String role, @Nullable String product, @Nullable String group) {
        Map<String, Object> body =
                new HashMap<>(Map.of("kind", kind, "grantee", grantee, "name", "Somebody", "role", role));
        body.put("product", product);
        body.put("group", group);
        return body;
    }
}
