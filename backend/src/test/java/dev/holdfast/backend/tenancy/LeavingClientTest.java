package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.UnitOfWork;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Clients that leave while something outside of the database is done for them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class LeavingClientTest {
    private static final String NAME = "leaving-" + UUID.randomUUID();
    private static final int PATIENCE = 20;

    @Inject
    SlowFounding founding;

    @Test
    void whoever_leaves_while_a_catalogs_key_is_made_leaves_a_catalog_with_it() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            send(socket, "{\"name\":\"" + NAME + "\",\"displayName\":\"Left\"}");
            founding.begun.get(PATIENCE, TimeUnit.SECONDS);
        }
        founding.left.get(PATIENCE, TimeUnit.SECONDS);

        founding.mayEnd.complete(null);

        Instant end = Instant.now().plus(Duration.ofSeconds(PATIENCE));
        while (status() != 200 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(status()).isEqualTo(200);
    }

    private static int status() {
        return Operator.installationOwner().get("catalogs/" + NAME).extract().statusCode();
    }

    private static void send(Socket socket, String body) throws IOException {
        String head =
                """
                POST %scatalogs HTTP/1.1
                Host: localhost
                Authorization: %s
                Content-Type: application/json
                Idempotency-Key: whoever-leaves
                Content-Length: %d

                """.formatted(OperatorApi.BASE, Operator.installationOwner().authorization(), body.length());
        socket.getOutputStream().write((head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Takes until the test says so for the one catalog, and notices when its client has left. */
    @Singleton
    static class SlowFounding implements CatalogFounding {
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        final CompletableFuture<Void> left = new CompletableFuture<>();
        final CompletableFuture<Void> mayEnd = new CompletableFuture<>();

        void notice(@Observes Filters filters) {
            filters.register(
                    request -> {
                        request.addEndHandler(ended -> {
                            if (begun.isDone()) {
                                left.complete(null);
                            }
                        });
                        request.next();
                    },
                    1);
        }

        @Override
        public Uni<Function<UnitOfWork, Uni<Void>>> prepare(CatalogId catalog, String name) {
            Function<UnitOfWork, Uni<Void>> nothing = work -> Uni.createFrom().voidItem();
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
