package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.NoGroup;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Empty products and device groups can be deleted, with the roles, tokens and deployments limited to them. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeletionTest {
    private static final String PRODUCT = "products/Thermostat";
    private static final String FIELD_TEST = PRODUCT + "/groups/Field Test";

    /** Settings of a group whose data stays in the EU. */
    private static final Map<String, String> EUROPEAN = Map.of(
            "description",
            "One of very many",
            "osFeedType",
            "Retail",
            "updatePolicy",
            "UpdateAll",
            "allowCrashDumpsCollection",
            "Disabled",
            "regionalDataBoundary",
            "EU");

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;

    @BeforeEach
    void a_product() {
        fleet = Fleet.create();
    }

    @Test
    void only_an_empty_group_can_be_deleted() {
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Field Test", chips);
        fleet.owner().get(fleet.path(FIELD_TEST + "/deletion-impact")).body("devices", equalTo(1));
        delete(fleet.owner(), FIELD_TEST, null)
                .statusCode(409)
                .body(
                        "detail",
                        containsString("There are devices in the group. Nothing was deleted. Move the devices"));
        fleet.owner().get(fleet.path(FIELD_TEST)).statusCode(200);
        fleet.claim("Production", chips);

        delete(fleet.owner(), FIELD_TEST, null).statusCode(204);

        fleet.owner().get(fleet.path(FIELD_TEST)).statusCode(404);
        delete(fleet.owner(), FIELD_TEST, null).statusCode(404);
        fleet.claimInto("Thermostat", "Field Test", chips).statusCode(404);
        fleet.owner().get(fleet.path("overview")).body("devices", equalTo(1));
        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteDeviceGroup"))
                .body("items.subject", contains("Thermostat / Field Test"))
                .body("items[0].before", hasEntry("osFeedType", "Retail"))
                .body("items[0].after", not(hasEntry("osFeedType", "Retail")));
        fleet.owner()
                .post(fleet.path(PRODUCT + "/default-groups"), Map.of())
                .statusCode(200)
                .body("items.name", hasItem("Field Test"));
    }

    @Test
    void roles_tokens_and_deployments_of_a_group_are_deleted_with_it() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        Operator publisher = Operator.in(fleet.catalog(), "publisher");
        publisher
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        publisher
                .post(
                        fleet.path(FIELD_TEST + "/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        Map<String, Object> there = Map.of("product", "Thermostat", "group", "Field Test", "role", "READER");
        String secret = fleet.owner()
                .post(fleet.path("tokens"), with(there, Map.of("kind", "SERVICE", "name", "robot", "days", 1)))
                .statusCode(201)
                .extract()
                .path("secret");
        fleet.owner()
                .post(fleet.path("members"), with(there, Map.of("kind", "SUBJECT", "grantee", "carl", "name", "Carl")))
                .statusCode(201);
        new Operator(secret).get(fleet.path(FIELD_TEST)).statusCode(200);
        fleet.owner()
                .get(fleet.path(FIELD_TEST + "/deletion-impact"))
                .body("groups", equalTo(1))
                .body("deployments", equalTo(1))
                .body("roles", equalTo(1))
                .body("tokens", equalTo(1));

        delete(fleet.owner(), FIELD_TEST, null).statusCode(204);

        new Operator(secret).get(fleet.path(PRODUCT)).statusCode(401);
        fleet.owner().get(fleet.path("members")).body("items.name", not(hasItem("Carl")));
        fleet.owner().get(fleet.path("deployments")).body("items", empty());
        fleet.owner().get(fleet.path("images")).body("items", hasSize(1));
        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteDeviceGroup"))
                .body("items[0].before", hasEntry("tokens", 1))
                .body("items[0].before.deployments", equalTo(1))
                .body("items[0].after", hasEntry("tokens", 0));
        fleet.owner()
                .get(fleet.path("audit?filter=action:RemoveRole"))
                .body("items.subject", contains("Carl"))
                .body("items[0].before.role", equalTo("READER"))
                .body("items[0].detail", containsString("subject carl) in Thermostat / Field Test"));
        fleet.owner()
                .get(fleet.path("audit?filter=action:RevokeToken"))
                .body("items.subject", contains("robot"))
                .body("items[0].before.token.role", equalTo("READER"))
                .body("items[0].before.token.scope", equalTo("Thermostat / Field Test"));
    }

    /**
     * A role is added in an open transaction, which locks the group. The deletion waits for the lock, and then also deletes and audits the
     * role.
     */
    @Test
    void the_audit_includes_what_was_added_before_the_lock() throws Exception {
        try (Connection connection = owner.getConnection();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            run(connection, fleet, """
                    insert into role_assignment (catalog_id, assignment_id, kind, issuer, grantee, name, role, product_id, group_id,
                        assigned_by, assigned_at)
                    select catalog_id, gen_random_uuid(), 'SUBJECT', 'issuer', 'clara', 'Clara', 'READER', product_id, group_id,
                        'somebody', now()
                    from device_group where catalog_id = current_catalog_id() and name = 'Field Test'""");
            Future<ValidatableResponse> deletion = other.submit(() -> delete(fleet.owner(), FIELD_TEST, null));
            while (!waits()) {
                Thread.onSpinWait();
            }
            connection.commit();

            deletion.get().statusCode(204);
        }

        fleet.owner().get(fleet.path("audit?filter=action:RemoveRole")).body("items.subject", contains("Clara"));
        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteDeviceGroup"))
                .body("items[0].before", hasEntry("roles", 1));
    }

    /** Returns whether a statement waits for the group's row. Only this test makes such a statement wait. */
    private boolean waits() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%device_group%'""").next();
        }
    }

    /** Runs SQL in the catalog, because row-level security also applies to the table owner. */
    private static void run(Connection connection, Fleet fleet, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String id =
                    fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
            statement.execute("set holdfast.catalog = '" + id + "'");
            statement.execute(sql);
        }
    }

    @Test
    void deleting_a_product_audits_each_of_its_many_groups() {
        IntStream.range(0, 120)
                .forEach(i -> fleet.owner()
                        .post(fleet.path(PRODUCT + "/groups"), Map.of("name", "Group " + i, "settings", EUROPEAN))
                        .statusCode(201));

        delete(fleet.owner(), PRODUCT, null).statusCode(204);

        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteProduct"))
                // The entry names at most 100 of the 125 groups: 120 and the five default groups.
                .body("items[0].before.groups", hasSize(100))
                .body("items[0].before.groupCount", equalTo(125));
        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteDeviceGroup&limit=200"))
                .body("items", hasSize(125))
                .body("items[0].before.regionalDataBoundary", equalTo("EU"))
                .body("items[0].before.allowCrashDumpsCollection", equalTo("Disabled"))
                .body("items[0].before.requiresPostQuantum", equalTo(false));
    }

    @Test
    void the_audit_names_the_active_policy() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            run(connection, fleet, """
                    insert into policy_version
                        (catalog_id, scope, scope_id, version, title, policy, cases, rules, case_count, comment, author, saved_at)
                    select catalog_id, 'GROUP', group_id, 3, 'Strict', '', '', 0, 0, '', 'somebody', now() from device_group
                    where catalog_id = current_catalog_id() and name = 'Field Test';
                    insert into policy_active (catalog_id, scope, scope_id, version, activated_at, activated_by)
                    select catalog_id, scope, scope_id, version, now(), 'somebody' from policy_version
                    where catalog_id = current_catalog_id()""");
        }

        delete(fleet.owner(), FIELD_TEST, null).statusCode(204);

        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteDeviceGroup"))
                .body("items[0].before.policyVersion", equalTo(3))
                .body("items[0].after.policyVersion", nullValue());
    }

    @Test
    void a_product_without_devices_is_deleted_with_its_groups() {
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        fleet.owner()
                .get(fleet.path(PRODUCT + "/deletion-impact"))
                .body("devices", equalTo(1))
                .body("groups", equalTo(5));
        delete(fleet.owner(), PRODUCT, null)
                .statusCode(409)
                .body("detail", containsString("There are devices in the product"));
        fleet.owner().get(fleet.path(PRODUCT + "/groups")).body("items", hasSize(5));
        fleet.owner()
                .post(
                        fleet.path("devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.getFirst().text()), "reason", "Scrapped"))
                .statusCode(200);

        delete(fleet.owner(), PRODUCT, null).statusCode(204);

        fleet.owner().get(fleet.path("products")).body("items", empty());
        fleet.owner().get(fleet.path(PRODUCT + "/groups")).statusCode(404);
        fleet.owner()
                .get(fleet.path("audit?filter=action:DeleteProduct"))
                .body("items[0].before.groups", hasSize(5))
                .body("items[0].after.groups", nullValue());
        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "Thermostat", "description", ""))
                .statusCode(201);
    }

    @Test
    void a_product_can_lose_all_groups_and_get_new_ones() {
        for (String group : List.of(
                "Development", "Field Test", "Field Test OS Evaluation", "Production", "Production OS Evaluation")) {
            delete(fleet.owner(), PRODUCT + "/groups/" + group, null).statusCode(204);
        }

        fleet.owner().get(fleet.path(PRODUCT + "/groups")).statusCode(200).body("items", empty());
        fleet.owner().get(fleet.path("products/Nothing/groups")).statusCode(404);
        fleet.owner()
                .post(fleet.path(PRODUCT + "/default-groups"), Map.of())
                .statusCode(200)
                .body("items", hasSize(5));
    }

    @Test
    void only_owners_delete_and_only_the_version_they_read() {
        String tag = fleet.owner().get(fleet.path(FIELD_TEST)).extract().header("ETag");
        delete(Operator.in(fleet.catalog(), "publisher"), FIELD_TEST, null).statusCode(403);
        fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of(
                        "description",
                        "Something else",
                        "osFeedType",
                        "Retail",
                        "updatePolicy",
                        "UpdateAll",
                        "allowCrashDumpsCollection",
                        "Disabled",
                        "regionalDataBoundary",
                        "None"))
                .put(OperatorApi.BASE + fleet.path(FIELD_TEST))
                .then()
                .statusCode(200);

        delete(fleet.owner(), FIELD_TEST, tag).statusCode(412);
        delete(
                        fleet.owner(),
                        FIELD_TEST,
                        fleet.owner().get(fleet.path(FIELD_TEST)).extract().header("ETag"))
                .statusCode(204);
    }

    @Test
    void a_product_is_deleted_after_its_devices_left_their_groups() {
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips).statusCode(200);

        delete(fleet.owner(), PRODUCT, null).statusCode(204);

        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst()))
                .body("product", equalTo(NoGroup.NAME))
                .body("group", equalTo(NoGroup.NAME));
        fleet.owner().get(fleet.path("overview")).body("devices", equalTo(1)).body("products", equalTo(0));
    }

    @Test
    void groups_of_another_catalog_are_not_found() {
        Fleet other = Fleet.create();

        delete(other.owner(), PRODUCT, null).statusCode(404);

        other.owner().get(other.path(PRODUCT)).statusCode(200);
    }

    /** {@code match} is the expected ETag; null for none. */
    private ValidatableResponse delete(Operator who, String what, @Nullable String match) {
        var request = who.request();
        if (match != null) {
            request.header("If-Match", match);
        }
        return request.delete(OperatorApi.BASE + fleet.path(what)).then();
    }

    /** Merges two bodies. */
    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
