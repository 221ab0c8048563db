package dev.holdfast.backend.platform.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.connection.ConnectionGuard;
import dev.holdfast.connection.Listener;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Anonymous clients that misuse connections of the operator API while a device attests. Limits are per address, so each test has its own
 * client addresses.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
@Timeout(300)
class HostileClientsTest {
    private static final String OPENAPI_REQUEST = "GET /q/openapi HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /** The server closes further connections from the address. */
    private static final int CONNECTIONS_PER_ADDRESS = 1000;

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    private final TestChip chip = new TestChip();
    private final List<Socket> clients = new ArrayList<>();

    @BeforeEach
    void claim() {
        catalogs.claim(catalogs.create(), chip);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void clients_that_read_nothing_are_closed_and_devices_attest() throws IOException {
        List<Socket> slow = open(2, 50, OPENAPI_REQUEST.repeat(20));

        attests();

        for (Socket client : slow) {
            assertThat(received(client)).isLessThan(20);
        }
    }

    @Test
    void clients_that_send_slowly_are_closed_and_devices_attest() throws IOException {
        List<Socket> headers = open(3, 200, "GET /api/v1/trust HTTP/1.1\r\nHost: ");
        List<Socket> oneByte = open(4, 200, "G");
        open(7, 200, "POST /api/v1/trust HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx");

        attests();

        for (Socket client : headers) {
            assertThat(received(client)).isZero();
        }
        for (Socket client : oneByte) {
            assertThat(received(client)).isZero();
        }
    }

    @Test
    void a_slow_body_is_closed_after_its_time_although_bytes_arrive() {
        Listener listener =
                new BackendListeners().listener(new HttpServerOptions()).orElseThrow();
        EmbeddedChannel connection =
                new EmbeddedChannel(new ConnectionGuard(listener), new HttpRequestDecoder(), new HttpResponseEncoder());
        connection.freezeTime();

        receive(connection, "POST /api/v1/trust HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
        for (int minute = 1; minute < 5; minute++) {
            connection.advanceTimeBy(1, TimeUnit.MINUTES);
            receive(connection, "x");
            assertThat(connection.isOpen()).isTrue();
        }
        connection.advanceTimeBy(61, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();

        assertThat(connection.isOpen()).isFalse();
    }

    private static void receive(EmbeddedChannel connection, String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        connection.runScheduledPendingTasks();
    }

    @Test
    void an_address_has_a_limited_number_of_connections_and_devices_attest() throws IOException {
        List<Socket> idle = open(5, CONNECTIONS_PER_ADDRESS + 100, "");

        attests();

        for (Socket client : idle.subList(CONNECTIONS_PER_ADDRESS, idle.size())) {
            assertThat(received(client)).isZero();
        }
        Socket first = idle.getFirst();
        write(first, "GET /api/v1/trust HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(received(first)).isOne();
    }

    @Test
    void connections_with_http_2_are_closed_and_devices_attest() throws IOException {
        // An empty HTTP/2 SETTINGS frame.
        String settings = "\0\0\0\4\0\0\0\0\0";
        List<Socket> flood = open(6, 50, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings.repeat(1000));

        attests();

        for (Socket client : flood) {
            assertThat(received(client)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void devices_attest_while_the_event_loops_of_all_other_listeners_are_blocked() throws IOException {
        CountDownLatch unblocked = new CountDownLatch(1);
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            loop.execute(() ->
                    assertThatCode(() -> unblocked.await(1, TimeUnit.MINUTES)).doesNotThrowAnyException());
        }
        try {
            attest();
        } finally {
            unblocked.countDown();
        }
    }

    @Test
    void the_openapi_document_is_compressed_and_cached() {
        String etag = given().header("Accept-Encoding", "gzip")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .header("Vary", containsString("Accept-Encoding"))
                .body(containsString("openapi: 3."))
                .extract()
                .header("ETag");

        given().header("If-None-Match", etag).get("/q/openapi").then().statusCode(304);
        given().get("/q/openapi.json").then().statusCode(200).contentType("application/json");
    }

    /** Checks that the device attests ten times through the internal listener, and that the API responds to another address. */
    private void attests() throws IOException {
        for (int i = 1; i <= 10; i++) {
            attest();
            given().get("/api/v1/trust").then().statusCode(200);
        }
    }

    private void attest() throws IOException {
        var challenge = gateway.post("challenges", new ChallengeRequest(chip.device(), chip.generalKey()));
        var evidence = chip.evidence(
                json.readValue(challenge.body(), Challenge.class).nonce(), TestImages.measured(TestImages.all()));
        var answer = gateway.post(
                "attestations", new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1"));
        assertThat(json.readValue(answer.body(), AttestResponse.class).outcome())
                .isEqualTo(AttestResponse.Outcome.TRUSTED);
    }

    /** Opens connections from the address 127.0.0.{@code host} and sends {@code sent} on each. */
    private List<Socket> open(int host, int count, String sent) throws IOException {
        URI server = URI.create(RestAssured.baseURI);
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = new Socket(
                    InetAddress.getByName(server.getHost()),
                    RestAssured.port,
                    InetAddress.getByName("127.0.0." + host),
                    0);
            client.setSoTimeout(60_000);
            clients.add(client);
            opened.add(client);
            write(client, sent);
        }
        return opened;
    }

    /** Sends a text, unless the server has closed the connection already. */
    private static void write(Socket client, String text) {
        try {
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            // The server may close first.
            assertThat(closed).isInstanceOf(SocketException.class);
        }
    }

    /** Reads until the server closes the connection; returns the number of responses. Fails if the server keeps the connection open. */
    private static int received(Socket client) {
        StringBuilder received = new StringBuilder();
        byte[] part = new byte[1 << 16];
        try {
            for (int length = 0; length >= 0; length = client.getInputStream().read(part)) {
                received.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // The server reset the connection. Responses that were not read yet are lost.
        } catch (IOException e) {
            throw new UncheckedIOException("the connection stays open", e);
        }
        return received.toString().split("HTTP/1.1 [2345]", -1).length - 1;
    }
}
