package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Device lists with thousands of devices: filters with few matches, and paging by last contact. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExpiringDevicesTest {
    private static final int MANY = 4_000;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /** Devices 1 to 5 expire soon, device 6 has expired, and device 7 has no certificate and was never seen. */
    @Test
    void few_expiring_certificates_are_found_with_any_lifetime() throws SQLException {
        Fleet fleet = Fleet.create();
        run(fleet, """
                insert into device (catalog_id, device_id, group_id, claimed_at, trust, last_seen, last_attestation, certificate_expires)
                select g.catalog_id, sha512(convert_to(g.group_id || ' ' || n, 'UTF8')), g.group_id, now() - interval '9 days',
                    case when n in (6, 7) then 'UNTRUSTED' else 'TRUSTED' end, case when n <> 7 then now() end,
                    case when n <= 5 then now() - interval '22 hours' else now() - interval '1 hour' end,
                    case when n <= 5 then now() + interval '2 hours' when n = 6 then now() - interval '1 day'
                        when n > 7 then now() + interval '23 hours' end
                from device_group g, generate_series(1, %d) n
                where g.catalog_id = current_catalog_id() and g.name = 'Production'""".formatted(MANY));
        assertFound(fleet, "expires:<3h", "certificate_expires < now() + interval '3 hours'", 6);
        assertFound(fleet, "expires:<1h", "certificate_expires < now() + interval '1 hour'", 1);
        assertFound(fleet, "expires:never", "certificate_expires is null", 1);
        assertFound(fleet, "attested:>20h", "last_attestation < now() - interval '20 hours'", 5);
        assertFound(fleet, "attested:never", "last_attestation is null", 0);
        assertFound(fleet, "seen:never", "last_seen is null", 1);

        fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of("hours", 48))
                .put(OperatorApi.BASE + fleet.path("certificates/lifetime"))
                .then()
                .statusCode(200);
        run(fleet, """
                update device set last_attestation = now() - interval '2 hours', certificate_expires = now() + interval '46 hours'
                where device_id in (select device_id from device where catalog_id = current_catalog_id() and last_attestation > now() - interval '2 hours'
                    and trust = 'TRUSTED' order by device_id limit 4)""");
        assertFound(fleet, "expires:<3h", "certificate_expires < now() + interval '3 hours'", 6);
        assertFound(fleet, "expires:>30h", "certificate_expires > now() + interval '30 hours'", 4);
    }

    @Test
    void large_lists_by_last_contact_contain_each_device_once() throws SQLException {
        Fleet fleet = Fleet.create();
        run(fleet, """
                insert into device (catalog_id, device_id, group_id, claimed_at, last_seen)
                select g.catalog_id, sha512(convert_to(g.group_id || ' ' || n, 'UTF8')), g.group_id, now() - interval '90 days',
                    case when n <= 30 then now() - n * interval '1 day' when n <= 3400 then now() - interval '1 minute'
                        when n <= 3990 then now() - interval '5 hours' end
                from device_group g, generate_series(1, %d) n
                where g.catalog_id = current_catalog_id() and g.name = 'Production'""".formatted(MANY));
        for (String way : List.of("", "-")) {
            List<String> expected =
                    ids(fleet, "true", way.isEmpty() ? "seen_hour, device_id" : "seen_hour desc, device_id desc");

            assertThat(all(fleet, "", way + "lastSeen", 500)).isEqualTo(expected);
            assertThat(all(fleet, "seen:>1d", way + "lastSeen", 7))
                    .isEqualTo(ids(
                            fleet,
                            "coalesce(last_seen, claimed_at) < now() - interval '1 day'",
                            way.isEmpty() ? "seen_hour, device_id" : "seen_hour desc, device_id desc"));
        }
    }

    /** Asserts that a filter finds the devices that meet its SQL condition, and how many. */
    private void assertFound(Fleet fleet, String filter, String condition, int devices) throws SQLException {
        assertThat(all(fleet, filter, "id", 500))
                .as(filter)
                .isEqualTo(ids(fleet, condition, "device_id"))
                .hasSize(devices);
    }

    /** Requests every page and returns the device IDs. */
    private static List<String> all(Fleet fleet, String filter, String sort, int limit) {
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = page(fleet, filter, sort, limit, next);
            all.addAll(page.getList("items.id"));
            next = page.getString("next");
        } while (next != null);
        return all;
    }

    private static JsonPath page(Fleet fleet, String filter, String sort, int limit, @Nullable String cursor) {
        var request = fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("sort", sort)
                .queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get(OperatorApi.BASE + fleet.path("devices"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Reads device IDs from the database. */
    private List<String> ids(Fleet fleet, String condition, String order) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement, fleet);
            var rows = statement.executeQuery(
                    "select encode(device_id, 'hex') as id from device where catalog_id = current_catalog_id() and ("
                            + condition + ") order by " + order);
            while (rows.next()) {
                ids.add(rows.getString("id"));
            }
        }
        return ids;
    }

    private void run(Fleet fleet, String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement, fleet);
            statement.execute(sql);
        }
    }

    /** Sets the catalog of the connection, because row-level security also applies to the table owner. */
    private static void enter(Statement statement, Fleet fleet) throws SQLException {
        String id = fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
        statement.execute("set holdfast.catalog = '" + id + "'");
    }
}
