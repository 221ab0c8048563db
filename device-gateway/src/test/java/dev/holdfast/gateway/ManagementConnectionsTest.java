package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LogLines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients of the management port that misuse connections. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class ManagementConnectionsTest extends GatewayTest {
    private static final String CLOSED = "holdfast_gateway_management_closed_total";
    private static final int CONNECTIONS_PER_ADDRESS = 100;

    @Test
    void idle_connections_of_an_address_are_limited_and_health_is_served() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(open());
            }
            for (Socket over : idle.subList(CONNECTIONS_PER_ADDRESS, idle.size())) {
                assertThat(received(over)).isEmpty();
            }

            assertThat(isReady()).isTrue();
            assertThat(metric(CLOSED + "{reason=\"connections-of-address\"")).isGreaterThanOrEqualTo(900);
        } finally {
            for (Socket client : idle) {
                client.close();
            }
        }
    }

    @Test
    void http_2_is_refused() throws IOException {
        String upgrade = String.join(
                "\r\n",
                "GET /q/health/live HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "",
                "");
        try (Socket known = open();
                Socket upgraded = open()) {
            known.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            upgraded.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));

            assertThat(received(known)).isEmpty();
            assertThat(new String(upgraded.getInputStream().readNBytes(13), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 ");
        }
    }

    @Test
    void requests_in_single_bytes_are_answered() throws IOException {
        try (Socket slow = open()) {
            for (byte one : "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)) {
                slow.getOutputStream().write(one);
            }

            assertThat(received(slow)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_path_that_cannot_be_decoded_is_answered_without_a_stack_trace() throws IOException {
        try (LogLines log = LogLines.of("");
                Socket client = open()) {
            client.getOutputStream()
                    .write("GET /q/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(received(client)).startsWith("HTTP/1.1 4");
            assertThat(log.exceptions()).isEmpty();
        }
    }

    /** Connects from an address that no other client has. */
    private Socket open() throws IOException {
        Socket client = new Socket(management.getHost(), management.getPort(), InetAddress.getByName("127.0.0.9"), 0);
        client.setTcpNoDelay(true);
        client.setSoTimeout(60_000);
        return client;
    }

    /** Reads until the server closes the connection. */
    private static String received(Socket client) throws IOException {
        try {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
