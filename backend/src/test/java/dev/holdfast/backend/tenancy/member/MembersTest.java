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
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assignment and removal of roles. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MembersTest {
    private RoleAssignments roles = new RoleAssignments("");
    private String catalog = "";
    private Operator owner = new Operator("");

    @BeforeEach
    void openCatalog() {
        catalog = Operator.newCatalog();
        roles = new RoleAssignments(catalog);
        owner = Operator.in(catalog, "owner");
    }

    @Test
    void role_changes_take_effect_at_the_next_request() {
        Operator olga = RoleAssignments.newcomer();
        olga.get("catalogs/" + catalog).statusCode(404);

        String id = roles.assignRole(owner, "SUBJECT", olga, "READER")
                .statusCode(201)
                .extract()
                .path("id");
        olga.get("catalogs/" + catalog).statusCode(200);
        olga.get("me").body("catalogs[0].role", equalTo("READER")).body("catalogs[0].roles", contains("READER"));
        olga.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(403);

        roles.change(owner, id, "CONTRIBUTOR").statusCode(200).body("role", equalTo("CONTRIBUTOR"));
        olga.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(201);

        roles.remove(owner, id).statusCode(204);
        olga.get("catalogs/" + catalog).statusCode(404);
        owner.get("catalogs/" + catalog + "/members").statusCode(200).body("items", empty());
        assertThat(owner.get("catalogs/" + catalog + "/audit")
                        .extract()
                        .jsonPath()
                        .getList("items.action", String.class))
                .contains("AssignRole", "ChangeRole", "RemoveRole");
    }

    @Test
    void analysts_and_approvers_have_only_their_own_permissions() {
        Operator analyst = RoleAssignments.newcomer();
        Operator approver = RoleAssignments.newcomer();
        roles.assignRole(owner, "SUBJECT", analyst, "SECURITY_ANALYST").statusCode(201);
        roles.assignRole(owner, "SUBJECT", approver, "APPROVER").statusCode(201);
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
    void roles_in_the_installation_reach_every_catalog() {
        Operator auditor = RoleAssignments.newcomer();
        String id = Operator.installationOwner()
                .post(
                        "members",
                        RoleAssignments.member("SUBJECT", RoleAssignments.subject(auditor), "READER", null, null))
                .statusCode(201)
                .body("product", nullValue())
                .extract()
                .path("id");

        auditor.get("catalogs/" + catalog + "/devices").statusCode(200);
        auditor.get("manufacturers").statusCode(403);
        auditor.get("me").body("installationOwner", equalTo(false)).body("catalogs.catalog", hasItem(catalog));
        Operator.installationOwner()
                .request()
                .delete(OperatorApi.BASE + "members/" + id)
                .then()
                .statusCode(204);
        auditor.get("catalogs/" + catalog + "/devices").statusCode(404);
    }

    @Test
    void a_member_shows_when_the_role_was_first_used() {
        Operator olga = RoleAssignments.newcomer();
        String id = roles.assignRole(owner, "SUBJECT", olga, "READER")
                .statusCode(201)
                .extract()
                .path("id");
        owner.get("catalogs/" + catalog + "/members").statusCode(200).body("items.usedAt", contains(nullValue()));

        olga.get("me").statusCode(200);

        owner.get("catalogs/" + catalog + "/members/" + id).statusCode(200).body("usedAt", notNullValue());
    }

    @Test
    void a_member_name_has_at_most_255_characters() {
        Map<String, Object> member = RoleAssignments.member("SUBJECT", "somebody", "READER", null, null);
        member.put("name", "N".repeat(255));
        owner.post("catalogs/" + catalog + "/members", member).statusCode(201);
        member.put("name", "N".repeat(256));
        owner.post("catalogs/" + catalog + "/members", member).statusCode(400).body("errors.field", contains("name"));
    }

    @Test
    void invalid_assignments_are_refused_field_by_field() {
        owner.post("catalogs/" + catalog + "/members", Map.of("kind", "EMAIL", "grantee", "", "role", "READER"))
                .statusCode(400)
                .body("errors.field", contains("grantee", "name"));
        owner.post("catalogs/" + catalog + "/members", RoleAssignments.member("EMAIL", "nobody", "READER", null, null))
                .statusCode(400)
                .body("errors.field", contains("grantee"));
        roles.giveIn(owner, RoleAssignments.newcomer(), "READER", "Nothing", null)
                .statusCode(404);
        Operator twice = RoleAssignments.newcomer();
        roles.assignRole(owner, "SUBJECT", twice, "READER").statusCode(201);
        roles.assignRole(owner, "SUBJECT", twice, "READER").statusCode(409);
    }
}
