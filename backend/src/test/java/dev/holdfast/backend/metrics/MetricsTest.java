package dev.holdfast.backend.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the installation. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MetricsTest {
    @Inject
    InstallationMetrics metrics;

    @Inject
    Schedule schedule;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // injected before the first test method
    URI management;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @TempDir
    Path folder;

    /** A refresh of the schedule that began before a change could replace the test's newer values. */
    @BeforeEach
    void onlyTheTestRefreshesGauges() {
        schedule.pause();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void gauges_show_devices_authorities_and_approvals_by_catalog() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
        fleet.owner()
                .post(fleet.path("devices/" + chips.getFirst() + "/block"), Map.of("reason", "Stolen"))
                .statusCode(200);

        OnVertx.await(vertx, metrics::refresh);

        String of = "{catalog=\"" + fleet.catalog() + "\"";
        String scrape = scrape();
        assertThat(value(scrape, "holdfast_devices" + of + ",health=\"unknown\""))
                .isEqualTo(3);
        assertThat(value(scrape, "holdfast_devices" + of + ",health=\"trusted\""))
                .isZero();
        assertThat(value(scrape, "holdfast_devices" + of + ",health=\"unreachable\""))
                .isZero();
        assertThat(value(scrape, "holdfast_devices_blocked" + of)).isEqualTo(1);
        assertThat(value(scrape, "holdfast_certificates_expiring" + of)).isZero();
        assertThat(value(scrape, "holdfast_authority_expiry_timestamp_seconds" + of))
                .isGreaterThan(System.currentTimeMillis() / 1000.0);
        assertThat(value(scrape, "holdfast_device_jobs_running" + of)).isZero();
        assertThat(value(scrape, "holdfast_approvals_waiting" + of)).isZero();
        assertThat(value(scrape, "holdfast_audit_seal_lag_seconds")).isNotNegative();
        assertThat(value(scrape, "holdfast_event_lag_seconds")).isNotNegative();
    }

    @Test
    void with_more_catalogs_than_the_limit_gauges_have_one_value_for_all() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(2));
        MeterRegistry each = new SimpleMeterRegistry();
        MeterRegistry all = new SimpleMeterRegistry();

        OnVertx.await(vertx, () -> new InstallationMetrics(transactions, each, Integer.MAX_VALUE).refresh());
        OnVertx.await(vertx, () -> new InstallationMetrics(transactions, all, 1).refresh());

        for (String name : List.of("holdfast.devices", "holdfast.approvals.waiting", "holdfast.device.jobs.running")) {
            assertThat(all.get(name).gauges())
                    .as(name)
                    .allSatisfy(
                            gauge -> assertThat(gauge.getId().getTag("catalog")).isEmpty());
            assertThat(sum(all, name)).as(name).isEqualTo(sum(each, name));
        }
        assertThat(all.get("holdfast.devices").gauges()).hasSize(5);
        assertThat(sum(all, "holdfast.devices")).isGreaterThanOrEqualTo(2);
        assertThat(all.get("holdfast.authority.expiry.timestamp.seconds")
                        .gauge()
                        .value())
                .isEqualTo(each.get("holdfast.authority.expiry.timestamp.seconds").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .min()
                        .orElseThrow());
    }

    private static double sum(MeterRegistry meters, String name) {
        return meters.get(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    @Test
    void an_open_transaction_delays_later_events() throws SQLException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            fleet.owner()
                    .post(fleet.path("devices/" + chips.getFirst() + "/block"), Map.of("reason", "Stolen"))
                    .statusCode(200);

            OnVertx.await(vertx, metrics::refresh);

            assertThat(value(scrape(), "holdfast_event_lag_seconds")).isPositive();
            connection.rollback();
        }
    }

    @Test
    void promtool_accepts_the_names_and_help_texts() throws IOException, InterruptedException {
        OnVertx.await(vertx, metrics::refresh);
        Path scrape = Files.writeString(folder.resolve("scrape"), scrape());

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(scrape.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private String scrape() {
        return RestAssured.given()
                .accept("text/plain")
                .get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static double value(String scrape, String line) {
        return scrape.lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + line + " in\n" + scrape));
    }
}
