package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands on thousands of devices finish within the statement timeout. */
@Tag("sweep")
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ThousandsOfDevicesTest {
    private static final Logger LOG = Logger.getLogger(ThousandsOfDevicesTest.class);
    private static final int MANY = 10_000;
    /** Maximum number of devices in one request. */
    private static final int MAX = 20_000;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void ten_thousand_devices_move_and_are_revoked_and_restored() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MANY);
        fleet.claim("Production", chips).body("claimed", equalTo(MANY)).body("refused", empty());

        // Connections may keep the query plans for one device.
        for (int i = 0; i < 6; i++) {
            fleet.claim(i % 2 == 0 ? "Field Test" : "Production", chips.subList(0, 1));
        }
        fleet.claim("Field Test", chips).body("claimed", equalTo(0)).body("refused", empty());

        fleet.owner().get(fleet.path("products/Thermostat/groups")).body("items.devices", contains(0, MANY, 0, 0, 0));
        send("revoke", chips);
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(MANY));
        send("restore", chips);
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(0)).body("unknown", equalTo(MANY));
    }

    @Test
    void twenty_thousand_devices_are_claimed_and_unclaimed_with_any_statistics() throws SQLException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MAX);

        // The statistics are from before the catalog has 20,000 devices.
        for (int i = 0; i < 3; i++) {
            analyse();
            fleet.claim("Production", chips).body("claimed", equalTo(MAX)).body("refused", empty());
            fleet.claimInto(NoGroup.NAME, NoGroup.NAME, chips)
                    .statusCode(200)
                    .body("claimed", equalTo(0))
                    .body("refused", empty());
            fleet.claim("Field Test", chips).body("claimed", equalTo(0)).body("refused", empty());
            unclaim(fleet, chips);
        }
        fleet.claim("Production", chips).body("claimed", equalTo(MAX));
        analyse();
        unclaim(fleet, chips);
    }

    @Test
    void twenty_thousand_devices_are_transferred_with_any_statistics() throws SQLException {
        Fleet source = Fleet.create();
        Fleet target = Fleet.create();
        List<DeviceId> chips = source.endorsedChips(MAX);
        analyse();
        source.claim("Production", chips).body("claimed", equalTo(MAX));

        String transfer = source.owner()
                .post(
                        source.path("transfers"),
                        Map.of("to", target.catalog(), "deviceIds", texts(chips), "note", "A test."))
                .statusCode(201)
                .extract()
                .path("transfer.id");
        target.owner()
                .post(
                        target.path("transfers/" + transfer + "/accept"),
                        Map.of("product", "Thermostat", "group", "Production"))
                .statusCode(200);

        target.owner().get(target.path("overview")).body("devices", equalTo(MAX));
        target.owner()
                .post(target.path("devices/block"), Map.of("deviceIds", texts(chips), "reason", "A test."))
                .statusCode(200)
                .body("changed", equalTo(MAX));
    }

    @Test
    void unclaiming_twenty_thousand_devices_revokes_their_certificates() throws SQLException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MAX);
        fleet.claim("Production", chips).body("claimed", equalTo(MAX));
        String catalog =
                fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
        run(catalog, "update device set trust = 'TRUSTED', last_attestation = now()");
        run(
                catalog,
                "insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)"
                        + " select d.catalog_id, substr(sha256(d.device_id), 1, 15) || decode(u.code, 'hex'), d.device_id, u.usage,"
                        + " now(), now() + interval '1 day' from device d,"
                        + " (values ('01', 'CUSTOMER'), ('02', 'UPDATE')) u(code, usage)");

        long millis = unclaim(fleet, chips);

        LOG.infof("event=measured what=unclaim devices=%d certificates=%d millis=%d", MAX, 2 * MAX, millis);
        assertThat(run(catalog, "update certificate_revocation set reason = reason"))
                .isEqualTo(2 * MAX);
    }

    /** Unclaims all chips and returns the duration in milliseconds. */
    private static long unclaim(Fleet fleet, List<DeviceId> chips) {
        return fleet.owner()
                .post(fleet.path("devices/unclaim"), Map.of("deviceIds", texts(chips), "reason", "A test."))
                .statusCode(200)
                .body("unclaimed", equalTo(MAX))
                .extract()
                .time();
    }

    /** Updates the statistics of all tables, which decide the query plans. */
    private void analyse() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    /** Runs SQL in a catalog, as row-level security also applies to the table owner; returns the number of rows. */
    private int run(String catalog, String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
            int touched = statement.executeUpdate(sql);
            connection.commit();
            return touched;
        }
    }

    private static List<String> texts(List<DeviceId> chips) {
        return chips.stream().map(DeviceId::text).toList();
    }

    /** Revokes or restores the endorsements of all chips. */
    private static void send(String what, List<DeviceId> chips) {
        Operator.installationOwner()
                .post("endorsements/" + what, Map.of("deviceIds", texts(chips), "reason", "A test."))
                .statusCode(200)
                .body("chips", equalTo(MANY))
                .body("devices", equalTo(MANY));
    }
}
