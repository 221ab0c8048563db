package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.Issuer;
import dev.holdfast.gateway.support.LogLines;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.support.TestKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Limits of a peer, on a gateway with much lower limits than usual. */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@WithTestResource(GatewayTestEnvironment.class)
class LimitsTest extends GatewayTest {
    private static final int TOTAL = 80;
    private static final int CONNECTIONS_PER_ADDRESS = 20;
    private static final int BURST_OF_DEVICE = 20;
    private static final int BURST_OF_HANDSHAKES = 60;
    private static final String POLL =
            "GET " + DeviceProtocol.BASE + "update?have=0 HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** Low limits. Rate limits allow a burst of ten seconds. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "holdfast.edge.max-connections", Integer.toString(TOTAL),
                    "holdfast.edge.connections-per-address", Integer.toString(CONNECTIONS_PER_ADDRESS),
                    "holdfast.edge.handshakes-per-address", Integer.toString(BURST_OF_HANDSHAKES / 10),
                    "holdfast.edge.requests-per-device", Integer.toString(BURST_OF_DEVICE / 10),
                    "holdfast.edge.requests-per-catalog", "4",
                    "holdfast.edge.refusals-per-address", "1",
                    "holdfast.edge.read-timeout", "1s");
        }
    }

    @Test
    void connections_of_an_address_are_limited_and_others_are_served() throws IOException {
        double before = refused("connections-of-address");
        List<Socket> held = open("127.0.0.2", CONNECTIONS_PER_ADDRESS);
        try (LogLines log = LogLines.of("dev.holdfast.gateway.edge");
                Socket tooMany = open("127.0.0.2")) {
            assertClosed(tooMany);
            assertThat(refused("connections-of-address")).isEqualTo(before + 1);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains(
                            "event=connection-refused over=connections-of-address" + " address=127.0.0.2"));
            assertServed("127.0.0.3");
        } finally {
            close(held);
        }
        Await.until("a place is free again", () -> isServed("127.0.0.2"));
    }

    @Test
    void connections_in_total_are_limited_even_without_a_handshake() throws IOException {
        double before = refused("connections");
        List<Socket> held = new ArrayList<>();
        for (int address = 1; refused("connections") == before && address < TOTAL; address++) {
            held.addAll(open("127.0.1." + address, CONNECTIONS_PER_ADDRESS / 2));
        }
        try (Socket tooMany = open("127.0.0.6")) {
            assertClosed(tooMany);
        } finally {
            close(held);
        }
        assertThat(held).hasSizeLessThanOrEqualTo(TOTAL + CONNECTIONS_PER_ADDRESS);
        Await.until("a place is free again", () -> isServed("127.0.0.6"));
    }

    @Test
    void handshakes_of_an_address_are_limited_by_rate() throws IOException {
        double before = refused("handshakes-of-address");
        for (int i = 0; i < BURST_OF_HANDSHAKES; i++) {
            open("127.0.0.7").close();
        }
        Await.until("its handshakes are used up", () -> {
            open("127.0.0.7").close();
            return refused("handshakes-of-address") > before;
        });
        assertServed("127.0.0.8");
        Await.until("it may begin another", () -> isServed("127.0.0.7"));
    }

    @Test
    void a_device_over_its_rate_limit_does_not_affect_others() throws IOException {
        TestDevice.Session greedy = endorsedDevice().hello();

        HttpResponse<byte[]> answer = greedy.post("challenge");
        for (int i = 0; i < 10 * BURST_OF_DEVICE && answer.statusCode() != 429; i++) {
            answer = greedy.post("challenge");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(2L, 10L);
        assertThat(metric("holdfast_gateway_requests_limited_total{by=\"device\""))
                .isPositive();
        assertThat(endorsedDevice().hello().post("challenge").statusCode()).isEqualTo(200);
        Await.until("it may ask again", () -> greedy.post("challenge").statusCode() == 200);
    }

    @Test
    void a_catalog_over_its_rate_limit_does_not_affect_chips_that_attest() throws IOException {
        // Uses a separate catalog, because the other tests need the rate limit of the common catalog.
        UUID catalog = UUID.randomUUID();
        Issuer authority = installation.policy().authority("CN=Holdfast " + catalog, TestKeys.p256(), 0);
        double before = metric("holdfast_gateway_requests_limited_total{by=\"catalog\"");
        int asked = 0;
        // The burst of the catalog is 40 requests, and each device sends 10. More devices send if they were slow.
        for (int device = 0; device < 8 || (asked == 0 && device < 40); device++) {
            TestDevice chip = endorsedDevice();
            backend.give(chip, catalog);
            TestDevice.Session session =
                    chip.with(installation.updateChain(authority, chip.id().text(), chip.key()));
            for (int i = 0; i < BURST_OF_DEVICE / 2; i++) {
                asked += session.get("update?have=0").statusCode() == 429 ? 1 : 0;
            }
        }

        assertThat(asked).isPositive();
        assertThat(metric("holdfast_gateway_requests_limited_total{by=\"catalog\""))
                .isEqualTo(before + asked);
        assertThat(endorsedDevice().hello().post("challenge").statusCode()).isEqualTo(200);
    }

    @Test
    void connections_of_an_address_with_too_many_refusals_are_closed() throws IOException {
        try (SSLSocket socket = device().connectFrom("127.0.0.9")) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < BURST_OF_DEVICE; i++) {
                            send(socket, POLL.replace("GET", "DELETE"));
                            assertThat(readAnswer(socket.getInputStream())).startsWith("HTTP/1.1 403 ");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void long_headers_and_paths_are_refused_and_close_the_connection() throws IOException {
        for (String request : List.of(
                POLL.replace("\r\n\r\n", "\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n"),
                POLL.replace("\r\n\r\n", "\r\nX-Many: x".repeat(2_000) + "\r\n\r\n"),
                POLL.replace("have=0", "have=0&x=" + "x".repeat(2_000)))) {
            try (SSLSocket socket = endorsedDevice().connectFrom("127.0.0.10")) {
                send(socket, request);
                assertThat(readAnswer(socket.getInputStream())).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
                assertThat(socket.getInputStream().read()).isNegative();
            }
        }
    }

    @Test
    void a_chunked_body_is_refused_at_the_limit() throws IOException {
        try (SSLSocket socket = endorsedDevice().connect()) {
            send(
                    socket,
                    "POST " + DeviceProtocol.BASE + "attest HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/eat+cwt\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
            send(socket, chunk.repeat(9));
            assertThat(readAnswer(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_connection_that_does_not_read_responses_is_closed() throws IOException {
        double before = metric("holdfast_gateway_answers_unread_total");
        TestDevice device = endorsedDevice();
        UUID group = UUID.randomUUID();
        byte[] image = new byte[32 * 1024 * 1024];
        InternalApi.TargetImage target =
                new InternalApi.TargetImage(new ImageId(UUID.randomUUID()), image.length, Digest.sha256(image));
        backend.assign(device, group);
        backend.deploy(
                group,
                InternalApi.Target.of(new InternalApi.CohortTarget(
                        1, Blob.of(new byte[1]), Instant.now().plusSeconds(3600), List.of(target))));
        backend.store(group, target, image);
        try (SSLSocket socket = device.connectFrom("127.0.0.11")) {
            send(
                    socket,
                    "GET " + DeviceProtocol.BASE + "images/" + target.image().text()
                            + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            Await.until("it is counted", () -> metric("holdfast_gateway_answers_unread_total") > before);
            assertThatThrownBy(() -> readWhole(socket.getInputStream(), image.length))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_connection_with_requests_but_no_reads_is_closed() throws IOException {
        try (SSLSocket socket = endorsedDevice().connectFrom("127.0.0.12")) {
            assertThatThrownBy(() -> {
                        while (true) {
                            send(socket, POLL.repeat(200));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static void readWhole(InputStream in, int atLeast) throws IOException {
        int read = in.readNBytes(atLeast).length;
        if (read < atLeast) {
            throw new IOException("closed after " + read);
        }
    }

    /** Returns the number of connections that the limit {@code over} closed. */
    private double refused(String over) throws IOException {
        return metric("holdfast_gateway_connections_refused_total{over=\"" + over + "\"");
    }

    /** Opens a TCP connection from a loopback address, without a handshake. */
    private Socket open(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        socket.setSoTimeout(60_000);
        return socket;
    }

    private List<Socket> open(String from, int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(open(from));
        }
        return sockets;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void assertClosed(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).as("a byte").isNegative();
    }

    private void assertServed(String from) throws IOException {
        assertThat(isServed(from)).isTrue();
    }

    /** Returns whether a new device at the address gets a response to a poll. */
    private boolean isServed(String from) throws IOException {
        try (SSLSocket socket = endorsedDevice().connectFrom(from)) {
            send(socket, POLL);
            return readAnswer(socket.getInputStream()).startsWith("HTTP/1.1 204 ");
        }
    }

    /** Reads a response and returns its head. */
    private static String readAnswer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + answer);
            }
            answer.append((char) next);
        }
        int length = answer.indexOf("content-length: ");
        if (length >= 0) {
            in.readNBytes(Integer.parseInt(answer.substring(length + 16, answer.indexOf("\r\n", length))));
        }
        return answer.toString();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
