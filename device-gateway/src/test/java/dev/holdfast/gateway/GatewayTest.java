package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.FakeBackend;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.support.TestInstallation;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** A running gateway between test devices and a fake backend. */
@SuppressWarnings("NullAway.Init") // the fields are injected before the first test method
abstract class GatewayTest {
    protected FakeBackend backend;
    protected TestInstallation installation;

    @TestHTTPResource(value = "/", tls = true)
    URI gateway;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void the_gateway_is_ready() {
        backend.start();
        Await.until("the gateway is ready", this::isReady);
    }

    /** Returns whether the health check of the gateway is positive. */
    protected boolean isReady() throws IOException {
        return fromManagement("/q/health/ready").statusCode() == 200;
    }

    /** Creates a device that the backend has not endorsed. */
    protected TestDevice device() {
        return new TestDevice(installation, gateway);
    }

    protected TestDevice endorsedDevice() {
        TestDevice device = device();
        backend.endorse(device);
        return device;
    }

    /** Requests a path of the management port, which has health checks and metrics. */
    protected HttpResponse<String> fromManagement(String path) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(management.resolve(path))
                            .header("Accept", "text/plain, */*;q=0.1")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Returns the sum of the metrics whose lines start with {@code line}. */
    protected double metric(String line) throws IOException {
        return fromManagement("/q/metrics")
                .body()
                .lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Returns a stand-in for a signed manifest set: a text with its version. */
    protected static Blob manifest(long version) {
        return Blob.of(("manifest " + version).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the path of a poll by a device that has {@link #manifest} with this version. */
    protected static String poll(long version) {
        return "update?have=" + version + "&digest="
                + Digest.sha256(manifest(version).bytes()).hex();
    }

    protected static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Asserts status, headers and body of the refusal that all devices get. */
    protected static void assertUniformRefusal(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(text(response)).isEqualTo(DeviceProtocol.REFUSED);
        assertThat(response.headers().map()).containsOnlyKeys("content-type", "content-length");
    }
}
