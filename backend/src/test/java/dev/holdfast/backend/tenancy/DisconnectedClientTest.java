package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operations with work outside of the database, such as new keys, finish even if their client disconnects. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DisconnectedClientTest {
    private static final String NAME = "leaving-" + UUID.randomUUID();
    /** Maximum wait in seconds. */
    private static final int PATIENCE = 60;

    /** Finds the statement that waits to read the authority before a successor is created. No other statement begins with this text. */
    private static final String WAITING = """
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
              and query like 'select generation, revoked_at, not_after from catalog_authority%'""";

    @Inject
    SlowInitializer founding;

    @Inject
    RequestEnds leavers;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void a_catalog_is_created_even_if_the_client_disconnects() throws Exception {
        Operator admin = Operator.installationOwner();
        String key;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            key = send(socket, admin, "catalogs", "{\"name\":\"" + NAME + "\",\"displayName\":\"Left\"}");
            founding.begun.get(PATIENCE, TimeUnit.SECONDS);
        }
        leavers.left(key).get(PATIENCE, TimeUnit.SECONDS);

        founding.mayEnd.complete(null);

        await(() -> admin.get("catalogs/" + NAME).extract().statusCode() == 200);
    }

    @Test
    void an_authority_is_replaced_even_if_the_client_disconnects() throws Exception {
        String catalog = Operator.newCatalog();
        String authority = authority(catalog);

        leaveBeforeAnAuthorityIsCreated(
                Operator.in(catalog, "owner"),
                "catalogs/" + catalog + retirement(authority),
                "{\"reason\":\"A test\"}");

        await(() -> !authority(catalog).equals(authority));
        assertThat(status(catalog, authority)).isEqualTo("REVOKED");
    }

    @Test
    void an_approved_operation_completes_even_if_the_approver_disconnects() throws Exception {
        String catalog = Operator.newCatalog();
        String path = "catalogs/" + catalog;
        String authority = authority(catalog);
        Operator requester = Operator.in(catalog, "owner");
        requester
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", List.of("RETIRE_AUTHORITY"), "comment", "Two see more."))
                .put(OperatorApi.BASE + path + "/approvals/rules")
                .then()
                .statusCode(200);
        String approval = requester
                .post(path + retirement(authority), Map.of("reason", "A test"))
                .statusCode(202)
                .extract()
                .path("id");

        leaveBeforeAnAuthorityIsCreated(
                Operator.in(catalog, "approver"),
                path + "/approvals/" + approval + "/approve",
                "{\"comment\":\"Yes\"}");

        await(() -> !authority(catalog).equals(authority));
        assertThat(status(catalog, authority)).isEqualTo("REVOKED");
        requester.get(path + "/approvals/" + approval).body("approval.state", equalTo("APPROVED"));
    }

    /** Returns the path, below the catalog, that retires an authority. */
    private static String retirement(String authority) {
        return "/certificates/authorities/" + authority + "/retire";
    }

    /** Returns the serial number of the signing authority. */
    private static String authority(String catalog) {
        return Operator.in(catalog, "owner")
                .get("catalogs/" + catalog + "/certificates")
                .extract()
                .path("serialNumber");
    }

    /** Returns the status of an authority, such as REVOKED. */
    private static String status(String catalog, String authority) {
        return Operator.in(catalog, "owner")
                .get("catalogs/" + catalog + "/certificates/authorities/" + authority)
                .extract()
                .path("status");
    }

    /** Sends a request and disconnects while the operation waits for a lock. Then releases the lock. */
    private void leaveBeforeAnAuthorityIsCreated(Operator caller, String path, String body) throws Exception {
        try (Connection holder = owner.getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table catalog_authority in access exclusive mode");
            String key;
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                key = send(socket, caller, path, body);
                await(this::waits);
            }
            leavers.left(key).get(PATIENCE, TimeUnit.SECONDS);
            holder.commit();
        }
    }

    /** Returns whether the operation waits for the lock. */
    private boolean waits() {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery(WAITING).next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the condition is true. */
    private static void await(BooleanSupplier done) {
        Instant end = Instant.now().plus(Duration.ofSeconds(PATIENCE));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    /** Sends a request without waiting for the response; returns its idempotency key. */
    private static String send(Socket socket, Operator caller, String path, String body) throws IOException {
        String key = UUID.randomUUID().toString();
        String head = """
                POST %s HTTP/1.1
                Host: localhost
                Authorization: %s
                Content-Type: application/json
                Idempotency-Key: %s
                Content-Length: %d

                """.formatted(OperatorApi.BASE + path, caller.authorization(), key, body.length());
        socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return key;
    }

    /** Reports the end of each request by idempotency key, also after the client has disconnected. */
    @Singleton
    static class RequestEnds {
        private final Map<String, CompletableFuture<Void>> left = new ConcurrentHashMap<>();

        /** Adds a filter before all others. */
        void notice(@Observes Filters filters) {
            filters.register(
                    request -> {
                        String key = request.request().getHeader("Idempotency-Key");
                        if (key != null) {
                            request.addEndHandler(ended -> left(key).complete(null));
                        }
                        request.next();
                    },
                    1);
        }

        /** Completes when the request with this idempotency key ends. */
        CompletableFuture<Void> left(String key) {
            return left.computeIfAbsent(key, unknown -> new CompletableFuture<>());
        }
    }

    /** Delays the creation of the catalog {@link #NAME} until the test continues. */
    @Singleton
    static class SlowInitializer implements CatalogInitializer {
        /** Completes when the creation begins. */
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        /** The creation waits until the test completes this. */
        final CompletableFuture<Void> mayEnd = new CompletableFuture<>();

        @Override
        public Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name) {
            Function<Tx, Uni<Void>> nothing = work -> Uni.createFrom().voidItem();
            if (!name.equals(NAME)) {
                return Uni.createFrom().item(nothing);
            }
            Context context = Vertx.currentContext();
            begun.complete(null);
            return Uni.createFrom()
                    .completionStage(mayEnd)
                    .emitOn(task -> context.runOnContext(now -> task.run()))
                    .replaceWith(nothing);
        }
    }
}
