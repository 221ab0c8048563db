package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that HTTP clients refuse to send, written to a socket as raw bytes. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RawRequestsTest {
    @Test
    void an_unreadable_request_target_is_refused_with_the_faulty_part() throws IOException {
        Fleet fleet = Fleet.create();

        for (String bad : List.of("%", "%2", "%zz", "%+1", "a%", "%ff", "%C3%28", "%ED%A0%80", "a%E2%82")) {
            refusedTargets(fleet, bad, "is not UTF-8 in percent-encoding");
        }
        for (String bare : List.of("{", "a|b", "^", "`", "ä", "€", "#")) {
            refusedTargets(fleet, bare, "has characters that must be percent-encoded");
        }
        fleet.owner()
                .request()
                .urlEncodingEnabled(false)
                .get(OperatorApi.BASE + fleet.path("devices?filter=name:%EF%BF%BD%C3%A4%25"))
                .then()
                .statusCode(200);
    }

    @Test
    void an_oversized_body_is_refused_before_it_is_sent() throws IOException {
        String answer = exchange(
                "POST " + OperatorApi.BASE
                        + "catalogs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000000\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("/api/problems#too-large");
    }

    /** Puts an unreadable text into a parameter, a parameter's name and a path, and asserts that the error names that part. */
    private static void refusedTargets(Fleet fleet, String bad, String why) throws IOException {
        refusedTarget(OperatorApi.BASE + fleet.path("devices?filter=" + bad), "filter", why);
        refusedTarget(OperatorApi.BASE + fleet.path("devices?limit=5&filter=" + bad + "&sort=id"), "filter", why);
        refusedTarget(OperatorApi.BASE + fleet.path("devices?a" + bad + "=5"), "query", why);
        refusedTarget(OperatorApi.BASE + fleet.path("devices/" + bad), "path", why);
        refusedTarget("/q/" + bad, "path", why);
    }

    /** Asserts that a request target is refused with an error about {@code named}: a parameter, "query" or "path". */
    private static void refusedTarget(String target, String named, String why) throws IOException {
        assertThat(exchange("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .as(target)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ")
                .contains("/api/problems#invalid-request", "\"field\":\"" + named + "\"", "\"message\":\"" + why);
    }

    /** Sends a request and returns everything that the server sends until it closes the connection. */
    private static String exchange(String request) throws IOException {
        URI server = URI.create(RestAssured.baseURI);
        try (Socket socket = new Socket(server.getHost(), RestAssured.port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(60_000);
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
