package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.est.EstListener;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.OpenSslClient;
import dev.holdfast.gateway.support.OpenSslServer;
import dev.holdfast.gateway.support.TamperedSocket;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Beginning and end of TLS connections, on both device listeners. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class TlsConnectionsTest extends GatewayTest {
    private static final String REQUEST =
            "GET " + DeviceProtocol.EST + "csrattrs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    /** Request that keeps the connection open. */
    private static final String KEPT = REQUEST.replace("Connection: close\r\n", "");

    @Inject
    EstListener listener;

    @Test
    void no_tls_1_3_session_is_issued_or_resumed() throws IOException {
        assertNoResumption(gateway, "-tls1_3");
        assertNoResumption(est(), "-tls1_3");
    }

    @Test
    void no_tls_1_2_session_is_issued_or_resumed() throws IOException {
        assertNoResumption(est(), "-tls1_2");
    }

    @Test
    void a_fatal_alert_of_the_gateway_in_the_handshake_closes_the_connection() throws IOException {
        try (Socket plain = open(gateway)) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertClosed(plain);
        }
        try (TamperedSocket plain = open(est());
                SSLSocket tls = device().over(plain, "TLSv1.2", false)) {
            assertThatThrownBy(tls::startHandshake).isInstanceOf(IOException.class);
            assertClosed(plain);
        }
        try (TamperedSocket plain = open(gateway);
                SSLSocket tls = device().over(plain, "TLSv1.3", false)) {
            tls.startHandshake();
            assertClosed(plain);
        }
    }

    @Test
    void a_fatal_alert_of_the_device_in_the_handshake_closes_the_connection() throws IOException {
        for (URI at : new URI[] {gateway, est()}) {
            try (Socket plain = open(at)) {
                // Record with the fatal alert handshake_failure.
                plain.getOutputStream().write(HexFormat.of().parseHex("15030300020228"));
                assertClosed(plain);
            }
        }
    }

    @Test
    void a_fatal_alert_of_the_gateway_after_a_response_closes_the_connection() throws IOException {
        try (TamperedSocket plain = open(gateway);
                SSLSocket tls = served(plain, "TLSv1.3")) {
            assertThat(tls.isConnected()).isTrue();
            // Record of application data that cannot be decrypted.
            plain.getOutputStream().write(HexFormat.of().parseHex("1703030020" + "00".repeat(32)));
            assertClosed(plain);
        }
        try (TamperedSocket plain = open(est());
                SSLSocket tls = served(plain, "TLSv1.2")) {
            assertThat(tls.isConnected()).isTrue();
            plain.getOutputStream().write(HexFormat.of().parseHex("1703030020" + "00".repeat(32)));
            assertClosed(plain);
        }
    }

    @Test
    void a_fatal_alert_of_the_device_after_a_response_closes_the_connection() throws IOException {
        assertClosedByAlert(gateway, "TLSv1.3");
        assertClosedByAlert(est(), "TLSv1.2");
    }

    /**
     * Asserts that the gateway issues no session: neither a ticket nor a session ID, so that there is nothing to steal. Asserts also that it
     * ignores a session of another server, which that server resumes.
     */
    private void assertNoResumption(URI at, String protocol) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "session");
        Path session = folder.resolve("session.pem");
        TestDevice device = endorsedDevice();

        assertThat(OpenSslClient.of(device, at).store(session, protocol, REQUEST))
                .contains("HTTP/1.1 200 ")
                .doesNotContain("session ticket")
                .doesNotContainPattern("Session-ID: *[0-9A-F]");
        assertThat(session).as("the session of the gateway").doesNotExist();

        Path foreign = folder.resolve("foreign.pem");
        try (OpenSslServer other = OpenSslServer.start(device)) {
            OpenSslClient.of(device, other.uri()).store(foreign, protocol, "GET / HTTP/1.0\r\n\r\n");
            assertThat(OpenSslClient.resume(other.uri(), foreign, protocol, "GET / HTTP/1.0\r\n\r\n"))
                    .contains("Reused, ", "HTTP/1.0 200 ");
        }
        assertThat(OpenSslClient.resume(at, foreign, protocol, REQUEST))
                .contains("alert")
                .doesNotContain("HTTP/1.1", "Reused, ");
    }

    /** Alters the gateway's second response, so that the device sends a fatal alert. */
    private void assertClosedByAlert(URI at, String protocol) throws IOException {
        try (TamperedSocket plain = open(at);
                SSLSocket tls = served(plain, protocol)) {
            plain.tamper();
            tls.getOutputStream().write(KEPT.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> tls.getInputStream().read()).isInstanceOf(SSLException.class);
            assertClosed(plain);
        }
    }

    /** Makes a handshake and one request. */
    private SSLSocket served(TamperedSocket plain, String protocol) throws IOException {
        SSLSocket tls = endorsedDevice().over(plain, protocol, true);
        tls.getOutputStream().write(KEPT.getBytes(StandardCharsets.US_ASCII));
        InputStream in = tls.getInputStream();
        StringBuilder response = new StringBuilder();
        while (!response.toString().endsWith("=\r\n") && response.length() < 1_000) {
            response.append((char) in.read());
        }
        assertThat(response.toString()).startsWith("HTTP/1.1 200 ");
        return tls;
    }

    /** Asserts that nothing but an alert follows and that the gateway closes, well within its timeouts. */
    private static void assertClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
        } catch (SocketException e) {
            // Closed before the gateway read everything.
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static TamperedSocket open(URI at) throws IOException {
        TamperedSocket socket = new TamperedSocket(at.getHost(), at.getPort());
        // Half of the timeout of a handshake.
        socket.setSoTimeout(5_000);
        return socket;
    }

    private URI est() {
        Await.until("EST listens", () -> listener.port() > 0);
        return URI.create("https://localhost:" + listener.port() + "/");
    }
}
