package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Silent devices have had no contact for a day. They are counted by an index scan. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SilentDevicesTest {
    private static final int MANY = 12_000;
    /** Maximum number of vacuum runs. */
    private static final int PATIENCE = 100;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void a_device_is_silent_after_a_day_without_contact() {
        Fleet fleet = Fleet.create();
        devices(fleet, 3, "interval '24 hours 1 minute'");
        devices(fleet, 5, "interval '23 hours 59 minutes'");
        devices(fleet, 7, "interval '400 days'");
        devices(fleet, 11, "interval '0'");

        fleet.owner().get(fleet.path("overview")).body("devices", equalTo(26)).body("silent", equalTo(10));
    }

    @Test
    void a_device_without_contact_is_silent_a_day_after_its_claim() {
        Fleet fleet = Fleet.create();
        devices(fleet, 6, "interval '1 hour'");
        change(fleet, "last_seen = null");

        fleet.owner().get(fleet.path("overview")).body("silent", equalTo(0));

        change(fleet, "claimed_at = now() - interval '26 hours'");

        fleet.owner().get(fleet.path("overview")).body("silent", equalTo(6));
    }

    @Test
    void silent_devices_are_counted_by_an_index_scan() throws SQLException {
        Fleet fleet = Fleet.create();
        devices(fleet, MANY, "interval '30 days'");
        devices(fleet, MANY, "interval '1 hour'");
        tidy();

        List<String> plan = plan(fleet);

        assertThat(plan).anyMatch(line -> line.contains("Index Only Scan using device_seen"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on device "));
        // A device row has more than 500 bytes: reading all rows would take more than a thousand blocks.
        assertThat(plan.stream()
                        .filter(line -> line.contains("Buffers:"))
                        .findFirst()
                        .orElseThrow())
                .containsPattern("shared hit=\\d{1,3}\\b");
    }

    /** Vacuums the table completely, as autovacuum does in time. Repeats, because concurrent transactions can prevent it. */
    private void tidy() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < PATIENCE; i++) {
                statement.execute("vacuum (analyze, index_cleanup on) device");
                try (ResultSet pages = statement.executeQuery(
                        "select relallvisible >= relpages * 0.99 from pg_class where oid = 'device'::regclass")) {
                    if (pages.next() && pages.getBoolean(1)) {
                        return;
                    }
                }
            }
            try (ResultSet open = statement.executeQuery(
                    "select string_agg(concat_ws(' ', usename, state, now() - xact_start, query), '; ')"
                            + " from pg_stat_activity where coalesce(backend_xmin, backend_xid) is not null")) {
                open.next();
                throw new AssertionError("a session keeps a transaction open: " + open.getString(1));
            }
        }
    }

    /** Runs the overview's query and returns its plan. */
    private List<String> plan(Fleet fleet) {
        CatalogId catalog = fleet.catalogId();
        return OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.list(
                                "explain (analyze, buffers) " + DescribeFleet.NUMBERS,
                                row -> row.getString(0),
                                catalog,
                                Instant.now().minusSeconds(86_400))));
    }

    /** Creates devices. {@code ago} is an SQL interval: the time since claim and last contact. */
    private void devices(Fleet fleet, int count, String ago) {
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.update(
                                """
                                insert into device (catalog_id, device_id, group_id, claimed_at, last_seen)
                                select $1, sha512(convert_to($2 || n, 'UTF8')), g.group_id, now() - %1$s, now() - %1$s
                                from generate_series(1, $3) n,
                                    (select group_id from device_group where catalog_id = $1 limit 1) g""".formatted(ago), catalog, UUID.randomUUID().toString(), count)));
    }

    /** Makes an SQL assignment in all rows of the fleet's devices. */
    private void change(Fleet fleet, String what) {
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog, sql -> sql.update("update device set " + what + " where catalog_id = $1", catalog)));
    }
}
