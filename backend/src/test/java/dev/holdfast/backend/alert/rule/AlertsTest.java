package dev.holdfast.backend.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.alert.triage.EndAlerts;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From events to alerts, and what people do with them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AlertsTest {
    private static final String CODE = "measurement-unknown";

    @Inject
    Transactions transactions;

    @Inject
    EventFeed feed;

    @Inject
    RaiseAlerts raise;

    @Inject
    EndAlerts end;

    @Inject
    Schedule schedule;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    @Inject
    Vertx vertx;

    private Fleet fleet;

    @BeforeEach
    void pause() {
        schedule.pause();
        fleet = Fleet.create();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void a_storm_of_events_about_one_cause_is_one_alert_with_exact_numbers() {
        int devices = 5_000;
        happen(untrusted(0, devices));
        happen(untrusted(0, 10));
        raise();

        alerts("is:active").body("items", hasSize(1));
        ValidatableResponse alert = alert();
        alert.body("title", equalTo("Devices fail attestation: measurement-unknown."))
                .body("severity", equalTo("CRITICAL"))
                .body("state", equalTo("OPEN"))
                .body("labels", equalTo(Map.of("code", CODE)))
                .body("devices", equalTo(devices))
                .body("subjects", equalTo(devices))
                .body("events", equalTo(devices + 10))
                .body("openings", equalTo(1));
        counts().body("open", equalTo(1)).body("critical", equalTo(1)).body("unassigned", equalTo(1));

        happen(trusted(0, devices - 1));
        raise();
        alert().body("devices", equalTo(1)).body("state", equalTo("OPEN"));
        alerts("device:" + device(devices - 1)).body("items", hasSize(1));
        alerts("device:" + device(0)).body("items", empty());

        happen(trusted(devices - 1, devices));
        raise();
        alert().body("devices", equalTo(0)).body("state", equalTo("RESOLVED"));
        steps().body("items.step", contains("RESOLVED_ITSELF", "OPENED"));
        counts().body("open", equalTo(0));
    }

    @Test
    void a_resolved_alert_opens_again_with_its_history() {
        happen(untrusted(0, 1));
        raise();
        String id = id();
        act(id, "ACKNOWLEDGE", Map.of("comment", "On it")).statusCode(200);
        happen(trusted(0, 1));
        raise();

        happen(untrusted(0, 1));
        raise();

        assertThat(id()).isEqualTo(id);
        alert().body("state", equalTo("OPEN")).body("openings", equalTo(2)).body("events", equalTo(2));
        steps().body("items.step", contains("REOPENED", "RESOLVED_ITSELF", "ACKNOWLEDGED", "OPENED"))
                .body("items[2].text", equalTo("On it"));
    }

    @Test
    void a_device_that_fails_for_another_reason_moves_to_the_alert_of_that_reason() {
        happen(untrusted(0, 2));
        happen(List.of(trust(0, "UNTRUSTED", "UNTRUSTED", "debug-enabled")));
        raise();

        alerts("is:active").body("items.find { it.labels.code == 'measurement-unknown' }.devices", equalTo(1));
        alerts("is:active").body("items.find { it.labels.code == 'debug-enabled' }.devices", equalTo(1));
    }

    @Test
    void a_device_that_falls_silent_or_leaves() {
        happen(untrusted(0, 2));
        happen(List.of(trust(0, "UNTRUSTED", "UNKNOWN", "silent")));
        raise();
        alert().body("devices", equalTo(2));

        happen(List.of(Event.of("DeviceUnclaimed", device(0), Map.of("reason", "sold"))));
        raise();
        alert().body("devices", equalTo(1));
    }

    @Test
    void an_alert_opens_at_its_threshold() {
        happen(crashes(0, 2));
        happen(crashes(0, 2));
        raise();
        alerts("").body("items", empty());

        happen(crashes(2, 3));
        raise();

        alert().body("rule", equalTo("application-crashes"))
                .body("labels.component", equalTo("oven"))
                .body("devices", equalTo(3))
                .body("events", equalTo(5));
    }

    @Test
    void crashes_before_the_window_do_not_count() {
        happen(crashes(0, 2));
        raise();
        update("update alert_subject set last_seen = last_seen - interval '2 hours' where catalog_id = ?");
        happen(crashes(2, 3));
        raise();

        alerts("").body("items", empty());
    }

    @Test
    void each_event_counts_once_when_two_backends_read() {
        RaiseAlerts other = new RaiseAlerts(feed, transactions);
        happen(untrusted(0, 2_500));

        List<Uni<Void>> both = IntStream.range(0, 6)
                .mapToObj(i -> OnVertx.start(vertx, i % 2 == 0 ? raise::raise : other::raise))
                .toList();
        Uni.join().all(both).andCollectFailures().await().indefinitely();
        raise();

        alert().body("devices", equalTo(2_500)).body("events", equalTo(2_500));
    }

    @Test
    void a_backend_that_dies_while_it_reads_is_replaced_after_its_lease() {
        happen(untrusted(0, 1));
        raise();
        update(
                "update event_consumer set runner = gen_random_uuid(), leased_until = now() + interval '1 hour' where catalog_id = ?");
        happen(untrusted(1, 2));
        raise();
        alert().body("devices", equalTo(1));

        update("update event_consumer set leased_until = now() - interval '1 second' where catalog_id = ?");
        raise();
        alert().body("devices", equalTo(2));
    }

    @Test
    void after_a_restore_reading_continues_after_the_last_event() {
        happen(untrusted(0, 1));
        raise();
        update("update event_consumer set position = regexp_replace(position, '^[0-9]+', '7') where catalog_id = ?");
        happen(untrusted(1, 2));
        raise();

        alert().body("devices", equalTo(2)).body("events", equalTo(2));
    }

    @Test
    void people_take_assign_suppress_and_resolve_alerts() {
        happen(untrusted(0, 1));
        raise();
        String id = id();
        String owner = fleet.owner().get("me").extract().path("name");

        act(id, "ACKNOWLEDGE", Map.of()).statusCode(200).body("items.state", contains("ACKNOWLEDGED"));
        alert().body("assignee", equalTo(owner));
        counts().body("mine", equalTo(1)).body("unassigned", equalTo(0));
        act(id, "ASSIGN", Map.of("assignee", "pavel")).statusCode(200);
        act(id, "PRIORITIZE", Map.of("priority", "HIGH")).statusCode(200);
        act(id, "COMMENT", Map.of("comment", "Asked the shop 🍞")).statusCode(200);
        alert().body("assignee", equalTo("pavel")).body("priority", equalTo("HIGH"));
        alerts("assignee:pavel priority:high state:acknowledged severity:critical")
                .body("items", hasSize(1));

        String until = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        act(id, "SUPPRESS", Map.of("comment", "Known", "until", until)).statusCode(200);
        alert().body("state", equalTo("SUPPRESSED"));
        happen(untrusted(1, 2));
        raise();
        alert().body("state", equalTo("SUPPRESSED")).body("devices", equalTo(2));
        act(id, "ASSIGN", Map.of()).statusCode(200);
        alert().body("state", equalTo("SUPPRESSED")).body("assignee", equalTo(""));

        act(id, "RESOLVE", Map.of("comment", "Replaced")).statusCode(200);
        alert().body("state", equalTo("RESOLVED")).body("devices", equalTo(0)).body("suppressedUntil", nullValue());
        act(id, "ACKNOWLEDGE", Map.of()).statusCode(409);
        act(id, "REOPEN", Map.of()).statusCode(200);
        alert().body("state", equalTo("OPEN")).body("openings", equalTo(2));
        fleet.owner()
                .get(fleet.path("audit?filter=subject:" + id))
                .body("items.action", hasItem("SuppressAlert"))
                .body("items.action", hasItem("ResolveAlert"))
                .body("items.action", hasItem("OpenAlert"));
    }

    @Test
    void wrong_actions_are_refused_and_change_nothing() {
        happen(untrusted(0, 1));
        raise();
        String id = id();
        String unknown = UUID.randomUUID().toString();

        act(id, "SUPPRESS", Map.of("comment", "Known")).statusCode(400);
        act(id, "SUPPRESS", Map.of("until", "2020-01-01T00:00:00Z", "comment", "Known"))
                .statusCode(400);
        act(id, "SUPPRESS", Map.of("until", Instant.now().plusSeconds(60).toString()))
                .statusCode(400);
        act(id, "COMMENT", Map.of("comment", " ")).statusCode(400);
        act(id, "PRIORITIZE", Map.of()).statusCode(400);
        act(id, "RESOLVE", Map.of("priority", "HIGH")).statusCode(400);
        act(id, "EXPLODE", Map.of()).statusCode(400);
        act(unknown, "RESOLVE", Map.of()).statusCode(404);
        fleet.owner()
                .post(fleet.path("alert-actions"), Map.of("alerts", List.of(id, unknown), "action", "RESOLVE"))
                .statusCode(404);
        fleet.owner()
                .post(fleet.path("alert-actions"), Map.of("alerts", List.of(), "action", "RESOLVE"))
                .statusCode(400);
        fleet.owner().get(fleet.path("alerts/" + unknown)).statusCode(404);
        fleet.owner().get(fleet.path("alerts/" + unknown + "/steps")).statusCode(404);
        Fleet other = Fleet.create();
        other.owner().get(other.path("alerts/" + id)).statusCode(404);
        other.owner()
                .post(other.path("alert-actions"), Map.of("alerts", List.of(id), "action", "RESOLVE"))
                .statusCode(404);
        Operator reader = Operator.in(fleet.catalog(), "reader");
        reader.post(fleet.path("alert-actions"), Map.of("alerts", List.of(id), "action", "RESOLVE"))
                .statusCode(403);
        reader.get(fleet.path("alerts")).statusCode(200).body("items", hasSize(1));

        alert().body("state", equalTo("OPEN"));
        steps().body("items", hasSize(1));
    }

    @Test
    void a_suppression_ends_and_a_quiet_alert_resolves_itself() {
        happen(untrusted(0, 1));
        raise();
        act(
                        id(),
                        "SUPPRESS",
                        Map.of(
                                "comment",
                                "Known",
                                "until",
                                Instant.now().plusSeconds(600).toString()))
                .statusCode(200);
        update("update alert set suppressed_until = now() - interval '1 second' where catalog_id = ?");
        OnVertx.await(vertx, end::end);
        alert().body("state", equalTo("OPEN"));
        steps().body("items.step", contains("SUPPRESSION_ENDED", "SUPPRESSED", "OPENED"));

        update(
                "update alert set resolve_after = interval '1 minute', last_seen = now() - interval '2 minutes' where catalog_id = ?");
        OnVertx.await(vertx, end::end);
        alert().body("state", equalTo("RESOLVED")).body("devices", equalTo(0));
        fleet.owner()
                .get(fleet.path("alerts/" + id() + "/subjects"))
                .body("items", hasSize(1))
                .body("items[0].device", equalTo(true));
    }

    private static List<Event> untrusted(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> trust(i, "TRUSTED", "UNTRUSTED", CODE))
                .toList();
    }

    private static List<Event> trusted(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> trust(i, "UNTRUSTED", "TRUSTED", "ok"))
                .toList();
    }

    private static Event trust(int number, String from, String to, String code) {
        return Event.of(
                "DeviceTrustChanged",
                device(number),
                Map.of("from", from, "to", to, "code", code, "reason", "A test."));
    }

    private static List<Event> crashes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Event.of(
                        "DeviceReported",
                        device(i),
                        Map.of("kind", "APP_CRASH", "detail", Map.of("component_id", "oven"))))
                .toList();
    }

    private static String device(int number) {
        return "%0128x".formatted(number);
    }

    private void happen(List<Event> events) {
        // Reads the catalog by HTTP, which must not happen on the event loop.
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(vertx, () -> transactions.forRows(catalog, events.size(), tx -> tx.emit(events)));
    }

    private void raise() {
        OnVertx.await(vertx, raise::raise);
    }

    private ValidatableResponse alerts(String filter) {
        return fleet.owner()
                .get(fleet.path("alerts" + (filter.isEmpty() ? "" : "?filter=" + filter)))
                .statusCode(200);
    }

    private String id() {
        return alerts("").body("items", hasSize(1)).extract().path("items[0].id");
    }

    private ValidatableResponse alert() {
        return fleet.owner().get(fleet.path("alerts/" + id())).statusCode(200);
    }

    private ValidatableResponse steps() {
        return fleet.owner().get(fleet.path("alerts/" + id() + "/steps")).statusCode(200);
    }

    private ValidatableResponse counts() {
        return fleet.owner().get(fleet.path("alerts/counts")).statusCode(200);
    }

    private ValidatableResponse act(String id, String action, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("alerts", List.of(id));
        body.put("action", action);
        return fleet.owner().post(fleet.path("alert-actions"), body);
    }

    private void update(String sql) {
        CatalogId catalog = fleet.catalogId();
        try (Connection connection = database.getConnection();
                Statement scope = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            scope.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
            statement.setObject(1, catalog.value());
            statement.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
