package dev.holdfast.backend.tenancy.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles in products and device groups. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MembersInScopesTest {
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
    void a_role_in_a_product_applies_only_there() {
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(201);
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Kettle"))
                .statusCode(201);
        Operator carla = RoleAssignments.newcomer();
        roles.giveIn(owner, carla, "OWNER", "Toaster", null).statusCode(201).body("product", equalTo("Toaster"));

        carla.get("catalogs/" + catalog).statusCode(200);
        carla.get("catalogs/" + catalog + "/products").statusCode(200).body("items.name", contains("Toaster"));
        carla.get("catalogs/" + catalog + "/products/toaster/groups").statusCode(200);
        carla.get("catalogs/" + catalog + "/products/Kettle/groups").statusCode(404);
        carla.get("catalogs/" + catalog + "/products/Nothing/groups").statusCode(404);
        carla.get("catalogs/" + catalog + "/devices").statusCode(200).body("items", empty());
        carla.get("catalogs/" + catalog + "/images")
                .statusCode(403)
                .body("detail", containsString("only some of its products or device groups"));
        roles.setConnection(carla, "Toaster", "Production").statusCode(200);
        roles.setConnection(carla, "Kettle", "Production").statusCode(403);
        carla.get("me").body("catalogs", empty()).body("scopedRoles[0].product", equalTo("Toaster"));
    }

    @Test
    void a_role_in_a_device_group_does_not_reach_the_next_group() {
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(201);
        Operator carla = RoleAssignments.newcomer();
        roles.giveIn(owner, carla, "OWNER", "Toaster", "Production").statusCode(201);

        roles.setConnection(carla, "Toaster", "Production").statusCode(200);
        roles.setConnection(carla, "Toaster", "Field Test").statusCode(403);
        carla.get("catalogs/" + catalog + "/products/Toaster/groups")
                .statusCode(200)
                .body("items.name", contains("Production"));
    }

    @Test
    void an_owner_of_a_product_assigns_roles_only_within_it() {
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(201);
        Operator productOwner = RoleAssignments.newcomer();
        roles.giveIn(owner, productOwner, "OWNER", "Toaster", null).statusCode(201);
        roles.assignRole(owner, "SUBJECT", RoleAssignments.newcomer(), "READER").statusCode(201);

        roles.giveIn(productOwner, RoleAssignments.newcomer(), "READER", "Toaster", "Production")
                .statusCode(201);
        roles.assignRole(productOwner, "SUBJECT", RoleAssignments.newcomer(), "READER")
                .statusCode(403);
        productOwner.get("catalogs/" + catalog + "/members").statusCode(200).body("items.size()", equalTo(2));
    }

    @Test
    void members_are_filtered_and_limited_to_the_readers_scope() {
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Toaster"))
                .statusCode(201);
        owner.post("catalogs/" + catalog + "/products", RoleAssignments.product("Kettle"))
                .statusCode(201);
        Operator carla = RoleAssignments.newcomer();
        roles.giveIn(owner, carla, "OWNER", "Toaster", null).statusCode(201);
        roles.giveIn(owner, RoleAssignments.newcomer(), "READER", "Toaster", "Production")
                .statusCode(201);
        roles.giveIn(owner, RoleAssignments.newcomer(), "READER", "Kettle", null)
                .statusCode(201);
        roles.assignRole(owner, "SUBJECT", RoleAssignments.newcomer(), "SECURITY_ANALYST")
                .statusCode(201);

        assertThat(roles(owner, "role:security-analyst scope:whole")).containsExactly("SECURITY_ANALYST");
        assertThat(roles(owner, "product:toaster")).containsExactlyInAnyOrder("OWNER", "READER");
        assertThat(roles(owner, "product:toaster -scope:group name:SOME at:<1h"))
                .containsExactly("OWNER");
        assertThat(roles(owner, "kind:group")).isEmpty();
        assertThat(roles(carla, "")).as("roles in her scope").containsExactlyInAnyOrder("OWNER", "READER");
        assertThat(roles(carla, "product:kettle")).isEmpty();
        assertThat(LinkedPages.of(carla, "catalogs/" + catalog + "/members?limit=1", "role"))
                .containsExactlyInAnyOrder("OWNER", "READER");
        carla.get("catalogs/" + catalog + "/exports/members.csv").statusCode(403);
        owner.get("catalogs/" + catalog + "/exports/members.csv?fields=role&filter=role:security-analyst")
                .statusCode(200)
                .body(equalTo("\"role\"\r\n\"SECURITY_ANALYST\"\r\n"));
    }

    /** Returns the roles of the members that match a filter and that the caller can see. */
    private List<String> roles(Operator who, String filter) {
        return who.request()
                .queryParam("filter", filter)
                .get(OperatorApi.BASE + "catalogs/" + catalog + "/members")
                .jsonPath()
                .getList("items.role");
    }
}
