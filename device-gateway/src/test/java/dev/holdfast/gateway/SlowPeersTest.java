package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LogLines;
import dev.holdfast.gateway.support.ShortTimeoutsProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Peers that send nothing, or one byte from time to time. */
@QuarkusTest
@TestProfile(ShortTimeoutsProfile.class)
@WithTestResource(GatewayTestEnvironment.class)
class SlowPeersTest extends GatewayTest {
    private static final int PAUSE_MILLIS = 100;
    private static final int MAX_PAUSES = 300;
    private static final String OVERDUE = "holdfast_gateway_requests_overdue_total";
    /** Headers of a request whose body is still to come. */
    private static final String POST = "POST " + DeviceProtocol.BASE + "attest HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/eat+cwt\r\nContent-Length: 4000\r\n\r\n";
    /** Complete request. */
    private static final String WHOLE =
            "POST " + DeviceProtocol.BASE + "challenge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";

    @Test
    void a_connection_without_a_handshake_is_closed() throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            assertCutOff(socket, "");
        }
    }

    @Test
    void a_slow_handshake_is_closed() throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            // The start of a handshake record with a declared length of 512 bytes.
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
            assertCutOff(socket, "\0");
        }
    }

    @Test
    void a_connection_without_a_request_is_closed_and_counted() throws IOException {
        double before = metric(OVERDUE);
        try (SSLSocket socket = endorsedDevice().connect()) {
            assertCutOff(socket, "");
        }
        assertThat(metric(OVERDUE)).isGreaterThan(before);
    }

    @Test
    void an_incomplete_header_is_closed() throws IOException {
        try (SSLSocket socket = endorsedDevice().connect()) {
            send(socket, POST.substring(0, 20));
            assertCutOff(socket, "");
        }
    }

    @Test
    void a_slow_header_is_closed() throws IOException {
        try (SSLSocket socket = endorsedDevice().connect()) {
            send(socket, POST.stripTrailing() + "\r\nX-Slow: ");
            assertCutOff(socket, "x");
        }
    }

    @Test
    void a_slow_body_is_closed_without_a_log_line() throws IOException {
        try (LogLines log = LogLines.of("dev.holdfast.gateway.edge");
                SSLSocket socket = endorsedDevice().connect()) {
            send(socket, POST);
            assertCutOff(socket, "x");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void a_slow_second_request_is_closed() throws IOException {
        try (SSLSocket socket = endorsedDevice().connect()) {
            assertAnswered(socket);
            send(socket, POST.substring(0, 20));
            assertCutOff(socket, "x");
        }
    }

    @Test
    void an_idle_connection_stays_open_longer() throws IOException {
        try (SSLSocket socket = endorsedDevice().connect()) {
            assertAnswered(socket);

            socket.setSoTimeout(4_000);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            assertAnswered(socket);
        }
    }

    /** Waits until the gateway closes the connection without a response. Sends {@code more} after each pause. */
    private static void assertCutOff(Socket socket, String more) throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        for (int pause = 0; pause < MAX_PAUSES; pause++) {
            try {
                assertThat(socket.getInputStream().read()).as("an answer").isNegative();
                return;
            } catch (SocketTimeoutException e) {
                if (isClosedToWrites(socket, more)) {
                    return;
                }
            } catch (SocketException | SSLException e) {
                return;
            }
        }
        throw new AssertionError("still open");
    }

    private static boolean isClosedToWrites(Socket socket, String more) {
        try {
            send(socket, more);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void assertAnswered(SSLSocket socket) throws IOException {
        socket.setSoTimeout(60_000);
        send(socket, WHOLE);
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("}")) {
            int next = in.read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 200 ");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
