package dev.holdfast.backend.tenancy.member;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No role allows people to raise themselves, to change other catalogs or to remove the last owner. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PrivilegeEscalationTest {
    private RoleAssignments roles = new RoleAssignments("");
    private String catalog = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        roles = new RoleAssignments(catalog);
        owner = Operator.in(catalog, "owner");
    }

    /** Mender CVE-2022-45929: people who may edit roles must not edit their own. */
    @Test
    void members_cannot_raise_their_own_role() {
        Operator contributor = RoleAssignments.newcomer();
        String id = roles.assignRole(owner, "SUBJECT", contributor, "CONTRIBUTOR")
                .extract()
                .path("id");

        roles.assignRole(contributor, "SUBJECT", contributor, "OWNER").statusCode(403);
        roles.change(contributor, id, "OWNER").statusCode(403);
        roles.assignRole(owner, "SUBJECT", owner, "OWNER")
                .statusCode(403)
                .body("detail", containsString("to yourself"));
        owner.post(
                        "catalogs/" + catalog + "/members",
                        RoleAssignments.member("GROUP", "/catalogs/" + catalog + "/owner", "READER", null, null))
                .statusCode(403);
    }

    @Test
    void a_catalog_owner_cannot_assign_roles_in_the_installation() {
        owner.post("members", RoleAssignments.member("SUBJECT", "somebody", "READER", null, null))
                .statusCode(403);
        owner.get("members").statusCode(403);
    }

    @Test
    void members_of_another_catalog_cannot_be_changed() {
        String other = Operator.newCatalog();
        String id = Operator.in(other, "owner")
                .post(
                        "catalogs/" + other + "/members",
                        RoleAssignments.member("SUBJECT", "their-reader", "READER", null, null))
                .extract()
                .path("id");

        roles.remove(owner, id).statusCode(404);
        roles.change(owner, id, "OWNER").statusCode(404);
        owner.get("catalogs/" + catalog + "/members").body("items", empty());
    }

    @Test
    void the_last_owner_who_signed_in_cannot_be_removed() {
        Operator first = RoleAssignments.newcomer();
        String id = roles.assignRole(owner, "SUBJECT", first, "OWNER").extract().path("id");
        String invitation = owner.post(
                        "catalogs/" + catalog + "/members",
                        RoleAssignments.member("EMAIL", "second@example.org", "OWNER", null, null))
                .extract()
                .path("id");

        roles.remove(owner, id).statusCode(409).body("detail", containsString("last OWNER"));
        roles.change(owner, id, "READER").statusCode(409);
        roles.remove(first, id).statusCode(409);
        roles.remove(Operator.installationOwner(), id).statusCode(409);
        roles.remove(owner, invitation).statusCode(204);

        Operator second = RoleAssignments.newcomer();
        roles.assignRole(owner, "SUBJECT", second, "OWNER").statusCode(201);
        roles.remove(owner, id).statusCode(409).body("detail", containsString("never signed in"));
        second.get("me").statusCode(200);
        roles.remove(owner, id).statusCode(204);
    }

    @Test
    void an_owner_who_never_signed_in_does_not_count_as_last() {
        Operator first = RoleAssignments.newcomer();
        String id = roles.assignRole(owner, "SUBJECT", first, "OWNER").extract().path("id");
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
        owner.post("catalogs/" + catalog + "/members", RoleAssignments.member("SUBJECT", invited, "OWNER", null, null))
                .statusCode(201);
        roles.remove(owner, id).statusCode(409).body("detail", containsString("never signed in"));

        JwtClaims claims = Tokens.claims(name);
        claims.setSubject(invited);
        new Operator(Tokens.sign(claims)).get("me").statusCode(200);

        roles.remove(owner, id).statusCode(204);
    }
}
