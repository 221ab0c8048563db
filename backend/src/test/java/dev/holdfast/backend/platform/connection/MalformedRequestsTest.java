package dev.holdfast.backend.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Malformed requests that no HTTP client sends. Responses are problem documents with a 4xx status, and the log has no stack trace. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MalformedRequestsTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String TRUST = "GET " + OperatorApi.BASE + "trust HTTP/1.1\r\n";

    @Inject
    Gateway gateway;

    @Inject
    Schedule schedule;

    /** Exceptions in the log during a test, without those of the thread check of Vert.x. */
    private final List<Throwable> logged = new CopyOnWriteArrayList<>();

    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            // The thread check of Vert.x warns when the machine is slow.
            if (entry.getThrown() != null && !entry.getLoggerName().endsWith(".BlockedThreadChecker")) {
                logged.add(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Jobs log their own failures. */
    @BeforeEach
    void listen() {
        schedule.pause();
        Logger.getLogger("").addHandler(listening);
    }

    @AfterEach
    void nothingIsLogged() {
        Logger.getLogger("").removeHandler(listening);
        schedule.resume();
        assertThat(logged).isEmpty();
    }

    @Test
    void malformed_heads_are_refused() throws IOException {
        refused(400, TRUST + "\r\n");
        refused(400, TRUST + HOST + HOST + "\r\n");
        refused(400, TRUST + HOST + "no colon\r\n\r\n");
        refused(400, "nonsense\r\n\r\n");
        refused(400, TRUST + HOST + "Transfer-Encoding: gzip\r\n\r\n");
        refused(400, TRUST + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        refused(417, TRUST + HOST + "Expect: 200-ok\r\n\r\n");
        refused(431, TRUST + HOST + "X-Long: " + "x".repeat(70_000) + "\r\n\r\n");
        refused(414, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    @Test
    void malformed_chunk_sizes_are_refused() throws IOException {
        String chunked = "POST /pki/ocsp/root HTTP/1.1\r\n" + HOST + "Content-Type: application/ocsp-request\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
        for (String size : List.of("zz", "-1", "", "80000000", "1\r\nxyz", "1;" + "x".repeat(10_000))) {
            refused(400, chunked + size + "\r\n");
        }
    }

    @Test
    void malformed_targets_are_refused() throws IOException {
        for (String target : List.of(
                "/device/%zz",
                "/pki/../api/v1/trust", "/pki/%2e%2E/api/v1/trust", "/api/v1/./trust", "/pki/..", "/pki/%2e")) {
            refused(400, "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
        }
    }

    /** The framework would parse forms before it checks whether the operation accepts them. */
    @Test
    void forms_are_refused_before_they_are_parsed() throws IOException {
        for (String type : List.of(
                "multipart/form-data",
                "Multipart/Form-Data; boundary=a",
                "multipart/mixed; boundary=a",
                "application/x-www-form-urlencoded")) {
            refused(
                    415,
                    "POST " + OperatorApi.BASE + "trust/roots HTTP/1.1\r\n" + HOST + "Content-Type: " + type
                            + "\r\nContent-Length: 5\r\n\r\na=%zz");
        }
    }

    @Test
    void malformed_bodies_are_refused() throws IOException {
        Fleet fleet = Fleet.create();
        fleet.owner()
                .request()
                .header("Content-Type", "application/json")
                .body("{\"name\":\"one\"} {\"name\":\"two\"}".getBytes(StandardCharsets.US_ASCII))
                .post(OperatorApi.BASE + fleet.path("products"))
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors[0].message", startsWith("has trailing data"));
    }

    @Test
    void malformed_requests_of_a_gateway_are_refused() {
        problem(400, gateway.get("devices/%25zz/../x"));
        problem(400, gateway.post("contacts", "{\"contacts\":[]} {}".getBytes(StandardCharsets.US_ASCII)));
    }

    /** Asserts that the response is a problem document with this status. */
    private static void problem(int status, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    /** Sends raw bytes and asserts that the response is a problem document with this status. */
    private static void refused(int status, String request) throws IOException {
        assertThat(exchange(request))
                .as(request.substring(0, Math.min(request.length(), 300)))
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ")
                .contains("\"status\":" + status);
    }

    /** Sends a request and returns the first response. */
    private static String exchange(String request) throws IOException {
        URI server = URI.create(RestAssured.baseURI);
        StringBuilder received = new StringBuilder();
        try (Socket socket = new Socket(server.getHost(), RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[8192];
            while (!isComplete(received.toString())) {
                int length = socket.getInputStream().read(part);
                if (length < 0) {
                    break;
                }
                received.append(new String(part, 0, length, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            // The server responded and closed the connection before it had read the whole request.
        }
        return received.toString();
    }

    /** Returns whether a response has a JSON body and ends with it. */
    private static boolean isComplete(String response) {
        int body = response.indexOf("\r\n\r\n");
        return body > 0 && response.substring(body).trim().endsWith("}");
    }
}
