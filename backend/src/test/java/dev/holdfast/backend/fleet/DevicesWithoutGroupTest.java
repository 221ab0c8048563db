package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claimed devices without a group (ADR 0030). */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DevicesWithoutGroupTest {
    /** The destination "no group". */
    private static final Map<String, String> NONE = Map.of("product", NoGroup.DEFAULT, "group", NoGroup.DEFAULT);

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;
    private List<DeviceId> chips;

    @BeforeEach
    void three_chips() {
        fleet = Fleet.create();
        chips = fleet.endorsedChips(3);
    }

    /** Each of these names of product and group means no group. */
    @ParameterizedTest
    @ValueSource(strings = {".default", ".unassigned", ".Unassigned"})
    void a_device_without_a_group_is_listed_filtered_and_counted(String name) {
        fleet.claim("Production", chips.subList(0, 1));
        fleet.claimInto(name, name, chips.subList(1, 3)).statusCode(200).body("claimed", equalTo(2));

        fleet.owner()
                .get(fleet.path("devices/" + chips.getLast()))
                .body("product", equalTo(".unassigned"))
                .body("group", equalTo(".unassigned"))
                .body("update.state", equalTo("NOT_TARGETED"));
        for (String filter : List.of(
                "product:.unassigned",
                "product:.default",
                "group:.unassigned",
                "group:.DEFAULT",
                "-product:Thermostat")) {
            assertListed(filter, chips.get(1), chips.get(2));
        }
        assertListed("-group:.default", chips.getFirst());
        assertListed("product:.unassigned,thermostat", chips.get(0), chips.get(1), chips.get(2));
        assertThat(fleet.owner()
                        .get(fleet.path("exports/devices.csv?filter=product:.unassigned&fields=product,group"))
                        .extract()
                        .asString())
                .isEqualTo("\"product\",\"group\"\r\n" + "\".unassigned\",\".unassigned\"\r\n".repeat(2));
        fleet.owner().get(fleet.path("overview")).body("devices", equalTo(3)).body("products", equalTo(1));
        fleet.owner()
                .get(fleet.path("devices/facets"))
                .body(
                        "facets.find { it.name == 'product' }.values.find { it.label == '.unassigned' }.devices",
                        equalTo(2))
                .body(
                        "facets.find { it.name == 'group' }.values.find { it.label == '.unassigned' }.term",
                        equalTo("group:.unassigned"));
        fleet.owner()
                .get(fleet.path("products"))
                .body("items.name", contains("Thermostat"))
                .body("items[0].devices", equalTo(1));
        fleet.owner().get(fleet.path("audit?filter=action:ClaimDevices")).body("items[0].subject", equalTo("no group"));
    }

    @Test
    void lists_by_product_and_group_include_devices_without_a_group() {
        fleet.claim("Production", chips.subList(0, 1));
        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips.subList(1, 3)).statusCode(200);

        for (String order : List.of("product", "-product", "group", "-group")) {
            fleet.owner()
                    .get(fleet.path("devices?limit=500&sort=" + order))
                    .body(
                            "items.id",
                            containsInAnyOrder(
                                    chips.stream().map(DeviceId::text).toArray()));
        }
    }

    @Test
    void a_claim_file_can_name_no_group() {
        String file = "DeviceId,ProductName,DeviceGroupName\n"
                + chips.get(0) + ",.default,.unassigned\n"
                + chips.get(1) + ",Thermostat,Production\n";
        fleet.owner()
                .upload(fleet.path("devices/claim"), "text/csv", file.getBytes(StandardCharsets.US_ASCII))
                .statusCode(200)
                .body("claimed", equalTo(2));
        assertListed("product:.unassigned", chips.getFirst());

        String half = "DeviceId,ProductName,DeviceGroupName\n" + chips.get(2) + ",.default,Production\n";
        fleet.owner()
                .upload(fleet.path("devices/claim"), "text/csv", half.getBytes(StandardCharsets.US_ASCII))
                .statusCode(422)
                .body("errors[0].message", containsString("'.default / Production', which does not exist"));
    }

    @Test
    void moves_out_of_and_into_groups_are_audited() {
        fleet.claim("Production", chips);

        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips.subList(0, 1))
                .statusCode(200)
                .body("moved", equalTo(1));
        fleet.claim("Field Test", chips.subList(0, 1)).body("moved", equalTo(1));

        fleet.owner()
                .get(fleet.path("audit?filter=action:ClaimDevices"))
                .body("items[0].before.devices." + chips.getFirst(), equalTo("no group"))
                .body("items[0].after.devices." + chips.getFirst(), equalTo("Thermostat / Field Test"))
                .body("items[1].before.devices." + chips.getFirst(), equalTo("Thermostat / Production"))
                .body("items[1].after.devices." + chips.getFirst(), equalTo("no group"));
    }

    @Test
    void a_destination_needs_both_reserved_names_or_none() {
        Map<String, Object> half = Map.of("product", ".default", "group", "Production");
        fleet.claimInto(".default", "Production", chips)
                .statusCode(400)
                .body("errors.field", contains("group"))
                .body("detail", containsString(".unassigned or .default"));
        fleet.claimInto("Thermostat", ".default", chips).statusCode(400);
        fleet.owner()
                .post(
                        fleet.path("device-jobs/claim"),
                        Map.of("product", "Thermostat", "group", ".unassigned", "deviceIds", texts(chips)))
                .statusCode(400);
        fleet.owner()
                .post(
                        fleet.path("device-jobs/move"),
                        Map.of(
                                "product",
                                ".default",
                                "group",
                                "Production",
                                "devices",
                                Map.of("deviceIds", texts(chips))))
                .statusCode(400);
        fleet.owner()
                .post(fleet.path("transfers/11111111-2222-3333-4444-555555555555/accept"), half)
                .statusCode(400);
    }

    @Test
    void a_device_without_a_group_works_like_any_other() {
        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips).statusCode(200);
        fleet.owner()
                .post(
                        fleet.path("devices/" + chips.getFirst() + "/capabilities"),
                        Map.of("capabilities", List.of("FieldServicing"), "reason", "Ticket 7", "hours", 2))
                .statusCode(201)
                .body("state", equalTo("IN_FORCE"));
        fleet.owner()
                .post(fleet.path("devices/block-impact"), Map.of("deviceIds", texts(chips.subList(0, 1))))
                .statusCode(200);
        fleet.owner()
                .post(fleet.path("devices/block"), Map.of("deviceIds", texts(chips.subList(0, 1)), "reason", "Lost."))
                .statusCode(200)
                .body("changed", equalTo(1));
        Fleet buyer = Fleet.create();
        String transfer = fleet.owner()
                .post(
                        fleet.path("transfers"),
                        Map.of("to", buyer.catalog(), "deviceIds", texts(chips.subList(1, 2)), "note", "Sold"))
                .statusCode(201)
                .extract()
                .path("transfer.id");
        buyer.owner()
                .post(buyer.path("transfers/" + transfer + "/accept"), NONE)
                .statusCode(200);
        fleet.owner()
                .post(
                        fleet.path("devices/unclaim"),
                        Map.of("deviceIds", texts(chips.subList(2, 3)), "reason", "Scrapped"))
                .statusCode(200)
                .body("unclaimed", equalTo(1));

        assertListed("product:.unassigned is:blocked", chips.getFirst());
        buyer.owner()
                .get(buyer.path("devices?filter=product:.unassigned"))
                .body("items.id", contains(chips.get(1).text()));
        buyer.owner()
                .get(buyer.path("audit?filter=action:AcceptTransfer"))
                .body("items[0].detail", containsString("into no group"));
        fleet.owner()
                .get(fleet.path("departed-devices"))
                .body("items.product", everyItem(equalTo(".unassigned")))
                .body("items.product", hasSize(2));
        fleet.owner()
                .get(fleet.path("audit?filter=action:UnclaimDevices"))
                .body("items[0].before.devices." + chips.getLast(), equalTo("no group"));
    }

    @Test
    void only_catalog_roles_apply_to_devices_without_a_group() {
        fleet.claim("Production", chips.subList(0, 1));
        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips.subList(1, 3)).statusCode(200);
        String secret = fleet.owner()
                .post(
                        fleet.path("tokens"),
                        Map.of(
                                "kind",
                                "SERVICE",
                                "name",
                                "robot",
                                "role",
                                "READER",
                                "days",
                                1,
                                "product",
                                "Thermostat"))
                .statusCode(201)
                .extract()
                .path("secret");
        Operator robot = new Operator(secret);

        robot.get(fleet.path("devices/" + chips.getFirst())).statusCode(200);
        robot.get(fleet.path("devices/" + chips.getLast())).statusCode(403);
        Fleet other = Fleet.create();
        other.owner().get(other.path("devices/" + chips.getLast())).statusCode(404);
        other.owner().get(other.path("devices?filter=product:.unassigned")).body("items", empty());
        for (String at : List.of("members", "tokens")) {
            fleet.owner()
                    .post(
                            fleet.path(at),
                            at.equals("members")
                                    ? Map.of(
                                            "kind",
                                            "SUBJECT",
                                            "grantee",
                                            "carl",
                                            "name",
                                            "Carl",
                                            "role",
                                            "READER",
                                            "product",
                                            NoGroup.NAME,
                                            "group",
                                            NoGroup.NAME)
                                    : Map.of(
                                            "kind",
                                            "SERVICE",
                                            "name",
                                            "Carl",
                                            "role",
                                            "READER",
                                            "days",
                                            1,
                                            "product",
                                            NoGroup.NAME,
                                            "group",
                                            NoGroup.NAME))
                    .statusCode(400)
                    .body("detail", containsString("is a reserved name"));
        }
    }

    @Test
    void products_and_groups_cannot_have_reserved_names() {
        for (String name : List.of(".default", ".unassigned", ".Unassigned")) {
            fleet.owner()
                    .post(fleet.path("products"), Map.of("name", name, "description", ""))
                    .statusCode(400);
        }
    }

    @Test
    void the_database_protects_the_reserved_group() throws SQLException {
        fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips).statusCode(200);
        String none = "(select g.group_id from device_group g where g.unassigned)";
        assertThat(run("update product set created_at = created_at where unassigned"))
                .isEqualTo(1);
        assertThat(run("update device_group set renewal_due = renewal_due where unassigned"))
                .isEqualTo(1);
        for (String statement : List.of(
                "delete from product where unassigned",
                "delete from device_group where unassigned",
                "update product set name = 'Some product' where unassigned",
                "update device_group set name = 'Some group' where unassigned",
                "update product set description = 'Mine' where unassigned",
                "update device_group set os_feed_type = 'RetailEval' where unassigned",
                "update device_group set update_policy = 'UpdateAll' where unassigned",
                "update device_group set requires_post_quantum = true where unassigned",
                "update device_group set product_id = (select product_id from product where not unassigned) where unassigned",
                "update device_group set product_id = (select product_id from product where unassigned) where name = 'Production'",
                "update product set name = '.default' where not unassigned",
                "update product set name = '.unassigned' where not unassigned",
                "insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by)"
                        + " select current_catalog_id(), gen_random_uuid(), " + none + ", 1, now(), 'me'")) {
            assertThatThrownBy(() -> run(statement)).as(statement).isInstanceOf(SQLException.class);
        }
    }

    /** Asserts that a filter finds exactly these devices. */
    private void assertListed(String filter, DeviceId... devices) {
        fleet.owner()
                .request()
                .queryParam("filter", filter)
                .get("/api/v1/" + fleet.path("devices"))
                .then()
                .statusCode(200)
                .body("items.id", containsInAnyOrder(texts(List.of(devices)).toArray()));
    }

    /**
     * Runs SQL in the catalog, as row-level security also applies to the table owner. Returns the number of rows, and always rolls back.
     */
    private int run(String sql) throws SQLException {
        String catalog =
                fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
                return statement.executeUpdate(sql);
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> texts(List<DeviceId> devices) {
        return devices.stream().map(DeviceId::text).toList();
    }
}
