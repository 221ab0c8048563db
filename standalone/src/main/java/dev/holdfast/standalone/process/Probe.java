package dev.holdfast.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Health check of a service. */
@FunctionalInterface
public interface Probe {
    /** Returns whether the service is healthy. Does not throw if the service does not respond. */
    boolean works();

    /** Returns a probe for a service that is healthy while its process runs. */
    static Probe running() {
        return () -> true;
    }

    /** Returns a probe that succeeds if GET returns 200 within two seconds. */
    static Probe http(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        return () -> {
            try (HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build()) {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    /**
     * Returns a probe that succeeds if PostgreSQL accepts connections: it answers a StartupMessage with a request for authentication.
     * While it starts, recovers or stops, it answers with an error instead.
     *
     * @param port on the loopback address
     */
    static Probe postgres(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
                socket.setSoTimeout(2000);
                byte[] parameters = "user\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(8 + parameters.length)
                                .putInt(8 + parameters.length)
                                .putInt(3 << 16) // version 3.0 of the protocol
                                .put(parameters)
                                .array());
                return socket.getInputStream().read() == 'R';
            } catch (IOException e) {
                return false;
            }
        };
    }
}
