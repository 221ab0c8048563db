package dev.holdfast.backend.tenancy.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Idempotency keys and replayed responses. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class IdempotencyTest {
    private static final Map<String, Object> KETTLE = Map.of("name", "Kettle", "description", "");

    private final String key = '"' + UUID.randomUUID().toString() + '"';

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Inject
    Vertx vertx;

    @Inject
    StoredResponses storedResponses;

    @Test
    void a_repeated_request_runs_once_and_gets_the_same_response() {
        Fleet fleet = Fleet.create();
        ValidatableResponse first =
                post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);

        ValidatableResponse again =
                post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);

        assertThat(again.extract().header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.extract().asString()).isEqualTo(first.extract().asString());
        assertThat(again.extract().contentType()).isEqualTo(first.extract().contentType());
        fleet.owner().get(fleet.path("products")).body("items", hasSize(2));
        fleet.owner()
                .get(fleet.path("audit?filter=action:CreateProduct"))
                .body("items.findAll { it.subject == 'Kettle' }", hasSize(1));
    }

    @Test
    void a_key_cannot_be_reused_for_another_request() {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);

        post(fleet.owner(), fleet.path("products"), Map.of("name", "Toaster", "description", ""))
                .statusCode(422)
                .body("type", equalTo("/api/problems#idempotency-key-reused"));
        post(fleet.owner(), fleet.path("products?a=b"), KETTLE).statusCode(400);
        fleet.owner().get(fleet.path("products")).body("items", hasSize(2));
    }

    @Test
    void keys_are_separate_by_caller_and_catalog() {
        Fleet fleet = Fleet.create();
        Fleet other = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);

        post(Operator.in(fleet.catalog(), "contributor"), fleet.path("products"), KETTLE)
                .statusCode(409)
                .body("type", equalTo("/api/problems#conflict"));
        post(other.owner(), other.path("products"), KETTLE).statusCode(201).header("Idempotency-Replayed", nullValue());
    }

    @Test
    void a_running_request_is_not_started_again() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        changeKey(fleet, "status = null, answer = null");

        post(fleet.owner(), fleet.path("products"), KETTLE)
                .statusCode(409)
                .body("type", equalTo("/api/problems#in-progress"));
    }

    @Test
    void a_repeated_request_does_not_wait_for_a_running_one() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        changeKey(fleet, "status = null, answer = null");

        try (Connection command = owner.getConnection();
                Statement statement = command.createStatement()) {
            command.setAutoCommit(false);
            statement.execute("set local holdfast.catalog = '" + id(fleet) + "'");
            assertThat(statement.executeUpdate("update idempotency_key set committed = true"))
                    .isEqualTo(1);

            post(fleet.owner(), fleet.path("products"), KETTLE)
                    .statusCode(409)
                    .body("type", equalTo("/api/problems#in-progress"));
            command.rollback();
        }
    }

    @Test
    void a_request_done_by_a_crashed_backend_is_not_repeated() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        changeKey(fleet, "status = null, answer = null, leased_until = now() - interval '1 second'");

        post(fleet.owner(), fleet.path("products"), KETTLE)
                .statusCode(409)
                .body("detail", containsString("its response was lost"));
    }

    @Test
    void an_upload_done_by_a_crashed_backend_is_not_repeated() throws SQLException {
        Fleet fleet = Fleet.create();
        byte[] small = Packages.application(Packages.newComponent(), "kettle").bytes();
        // The metadata is at the end, so an image with bytes before it is a longer image.
        byte[] image = new byte[small.length + (64 << 10)];
        System.arraycopy(small, 0, image, image.length - small.length, small.length);
        upload(fleet, image).statusCode(201);
        changeKey(fleet, "status = null, answer = null, leased_until = now() - interval '1 second'");

        upload(fleet, image).statusCode(409).body("detail", containsString("its response was lost"));
    }

    private static ValidatableResponse upload(Fleet fleet, byte[] image) {
        return fleet.owner()
                .request()
                .header("Idempotency-Key", "upload")
                .contentType("application/octet-stream")
                .body(image)
                .post(OperatorApi.BASE + fleet.path("images"))
                .then();
    }

    @Test
    void a_request_not_done_by_a_crashed_backend_runs_on_retry() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        changeKey(fleet, "status = null, answer = null, committed = false, leased_until = now() - interval '1 second'");
        Map<String, Object> toaster = Map.of("name", "Toaster", "description", "");

        post(fleet.owner(), fleet.path("products"), toaster).statusCode(422);
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(409).body("detail", containsString("Kettle"));
    }

    @Test
    void a_retry_after_a_lost_connection_runs_the_request_once() throws Exception {
        Fleet fleet = Fleet.create();
        for (int millis = 0; millis < 60; millis += 4) {
            String cut = "\"cut-off-after-" + millis + '"';
            String body = "{\"name\": \"Cut off after " + millis + "\", \"description\": \"\"}";
            sendAndLeave(fleet, cut, body, millis);

            String again = send(fleet, cut, body);
            for (int tries = 0; tries < 600 && again.contains("in-progress"); tries++) {
                Thread.sleep(100);
                again = send(fleet, cut, body);
            }

            assertThat(again).matches("(?s).*(Cut off after|response was lost).*");
            fleet.owner()
                    .get(fleet.path("audit?filter=action:CreateProduct"))
                    .body("items.findAll { it.subject == 'Cut off after " + millis + "' }", hasSize(1));
        }
    }

    /** Creates a product and returns the response. */
    private static String send(Fleet fleet, String key, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + OperatorApi.BASE
                                            + fleet.path("products")))
                                    .header("Authorization", fleet.owner().authorization())
                                    .header("Idempotency-Key", key)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Sends a request and disconnects after some milliseconds. */
    private static void sendAndLeave(Fleet fleet, String key, String body, int millis)
            throws IOException, InterruptedException {
        String head = """
                POST %s HTTP/1.1
                Host: localhost
                Authorization: %s
                Idempotency-Key: %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(
                        OperatorApi.BASE + fleet.path("products"), fleet.owner().authorization(), key, body.length());
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(millis);
        }
    }

    @Test
    void keys_expire_after_a_day() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        changeKey(fleet, "begun_at = now() - interval '25 hours'");

        post(fleet.owner(), fleet.path("products"), KETTLE)
                .statusCode(409)
                .body("type", equalTo("/api/problems#conflict"));
    }

    @Test
    void a_failed_request_can_be_retried_with_the_same_key() {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), Map.of("name", "", "description", ""))
                .statusCode(400);

        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
    }

    @Test
    void secrets_are_never_stored() {
        Fleet fleet = Fleet.create();
        Map<String, Object> token = Map.of("kind", "SERVICE", "name", "robot", "role", "READER", "days", 1);
        post(fleet.owner(), fleet.path("tokens"), token).statusCode(201);

        post(fleet.owner(), fleet.path("tokens"), token)
                .statusCode(409)
                .body("detail", containsString("a secret that is shown once"));
        List<String> names = fleet.owner().get(fleet.path("tokens")).extract().path("items.name");
        assertThat(names).containsExactly("robot");
    }

    @Test
    void keys_per_caller_are_limited() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        keys(fleet, """
                insert into idempotency_key (catalog_id, issuer, subject, actor, key, fingerprint, begun_at, leased_until, status)
                select catalog_id, issuer, subject, actor, 'k' || n, fingerprint, begun_at, leased_until, 201
                from idempotency_key cross join generate_series(1, 9999) n""", 9_999);

        fleet.owner()
                .request()
                .header("Idempotency-Key", "one-more")
                .contentType("application/json")
                .body(Map.of("name", "Toaster", "description", ""))
                .post(OperatorApi.BASE + fleet.path("products"))
                .then()
                .statusCode(409)
                .body("detail", containsString("10,000 requests with an idempotency key"));

        fleet.owner().get(fleet.path("products")).body("items", hasSize(2));
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201).header("Idempotency-Replayed", "true");
    }

    /** 32 stored responses of 1 MiB reach the limit of a caller. */
    @Test
    void above_the_storage_limit_only_short_responses_are_kept() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        keys(fleet, """
                insert into idempotency_key
                    (catalog_id, issuer, subject, actor, key, fingerprint, begun_at, leased_until, status, answer)
                select catalog_id, issuer, subject, actor, 'k' || n, fingerprint, begun_at, leased_until, 201,
                    convert_to(repeat('a', 1048576), 'UTF8')
                from idempotency_key cross join generate_series(1, 32) n""", 32);

        Map<String, Object> strangers = Map.of(
                "deviceIds",
                IntStream.range(1, 50).mapToObj("%0128x"::formatted).toList(),
                "reason",
                "Stolen");
        post("long", fleet.owner(), fleet.path("devices/block"), strangers)
                .statusCode(200)
                .body("refused", hasSize(49));
        Map<String, Object> toaster = Map.of("name", "Toaster", "description", "");
        post("short", fleet.owner(), fleet.path("products"), toaster).statusCode(201);

        post("long", fleet.owner(), fleet.path("devices/block"), strangers)
                .statusCode(409)
                .body("detail", containsString("or is too long"));
        post("short", fleet.owner(), fleet.path("products"), toaster)
                .statusCode(201)
                .header("Idempotency-Replayed", "true");
    }

    /** Only the first key is left. */
    @Test
    void expired_keys_are_deleted_without_new_requests() throws SQLException {
        Fleet fleet = Fleet.create();
        post(fleet.owner(), fleet.path("products"), KETTLE).statusCode(201);
        keys(fleet, """
                insert into idempotency_key (catalog_id, issuer, subject, actor, key, fingerprint, begun_at, leased_until)
                select catalog_id, issuer, subject, actor, 'k' || n, fingerprint, begun_at - interval '25 hours', leased_until
                from idempotency_key cross join generate_series(1, 1500) n""", 1_500);

        OnVertx.await(vertx, storedResponses::deleteExpired);

        keys(fleet, "update idempotency_key set answer = null", 1);
    }

    /** Sends a request with the test's idempotency key. */
    private ValidatableResponse post(Operator operator, String path, Map<String, Object> body) {
        return post(key, operator, path, body);
    }

    private static ValidatableResponse post(String key, Operator operator, String path, Map<String, Object> body) {
        return operator.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(OperatorApi.BASE + path)
                .then();
    }

    /** Changes the stored key, as if the request were still running or its backend had crashed. */
    private void changeKey(Fleet fleet, String change) throws SQLException {
        keys(fleet, "update idempotency_key set " + change, 1);
    }

    private static String id(Fleet fleet) {
        return fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
    }

    /** Runs SQL on the catalog's keys and asserts the number of rows. */
    private void keys(Fleet fleet, String change, int rows) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set holdfast.catalog = '" + id(fleet) + "'");
            assertThat(statement.executeUpdate(change)).isEqualTo(rows);
        }
    }
}
