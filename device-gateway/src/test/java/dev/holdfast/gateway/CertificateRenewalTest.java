package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.est.EstListener;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LogLines;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.tls.CertificateFiles;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Renewal of the gateway's own certificates in their files, without a restart. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
@SuppressWarnings("NullAway.Init") // the fields are injected before the first test method
class CertificateRenewalTest extends GatewayTest {
    private static final String SERVER = "gateway";
    private static final String CLIENT = "device-gateway";

    @Inject
    EstListener listener;

    @Inject
    Vertx vertx;

    @AfterEach
    void repair() throws IOException {
        renew();
    }

    /** Renews the server certificate and waits until the gateway uses it. Returns its file. */
    private Path renew() throws IOException {
        Path file = Path.of(installation.write(SERVER).getOrDefault("cert", ""));
        BigInteger written = serial(file);
        Await.until("the certificate is renewed", () -> serialAt(gateway).equals(written));
        return file;
    }

    @Test
    void new_connections_get_the_renewed_certificate_and_open_connections_stay_open() throws IOException {
        for (URI at : new URI[] {gateway, est()}) {
            TestDevice device = new TestDevice(installation, at);
            backend.endorse(device);
            try (SSLSocket open = device.connect()) {
                BigInteger before = serial(open);

                installation.write(SERVER);

                Await.until(
                        "a new connection has the new certificate",
                        () -> !serialAt(at).equals(before));
                assertThat(response(open)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void unusable_files_keep_the_certificate_in_use_and_the_log_says_what_to_do() throws IOException {
        Path certificate = renew();
        BigInteger inUse = serialAt(gateway);

        assertKept(inUse, () -> Files.writeString(certificate, "not PEM"));
        Path another = Path.of(installation.write("another").getOrDefault("cert", ""));
        assertKept(inUse, () -> Files.copy(another, certificate, StandardCopyOption.REPLACE_EXISTING));
        assertKept(inUse, () -> Files.delete(certificate));
    }

    private interface Change {
        void make() throws IOException;
    }

    private void assertKept(BigInteger inUse, Change change) throws IOException {
        try (LogLines log = LogLines.of("dev.holdfast.gateway.tls")) {
            change.make();
            Await.until("the gateway finds the files", () -> !log.lines().isEmpty());

            assertThat(log.lines().getFirst())
                    .startsWith("event=certificate-not-renewed")
                    .contains("continues with the certificate that expires at", "Write a certificate and its key into");
        }
        assertThat(serialAt(gateway)).isEqualTo(inUse);
        assertThat(serialAt(est())).isEqualTo(inUse);
    }

    @Test
    void the_backend_gets_the_renewed_client_certificate_on_new_connections() throws IOException {
        endorsedDevice().hello().post("challenge");
        BigInteger before = backend.gatewayCertificate().getSerialNumber();

        installation.write(CLIENT);

        Await.until("the backend sees the new certificate", () -> {
            backend.stop();
            backend.start();
            endorsedDevice().hello().post("challenge");
            return !backend.gatewayCertificate().getSerialNumber().equals(before);
        });
    }

    @Test
    void a_gateway_does_not_start_with_the_key_of_another_certificate() {
        Map<String, String> one = installation.write("one");
        Map<String, String> another = installation.write("another");

        assertThatThrownBy(() -> CertificateFiles.watch(
                        vertx,
                        Path.of(one.getOrDefault("cert", "")),
                        Path.of(another.getOrDefault("key", "")),
                        Duration.ofDays(1)))
                .hasMessageContainingAll("one.pem", "another.key", "the key does not belong to the certificate");
    }

    private BigInteger serialAt(URI at) throws IOException {
        try (SSLSocket socket = new TestDevice(installation, at).connect()) {
            return serial(socket);
        }
    }

    private static BigInteger serial(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            return ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem))
                    .getSerialNumber();
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    private static BigInteger serial(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private static String response(SSLSocket socket) throws IOException {
        String request =
                "GET " + DeviceProtocol.EST + "csrattrs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private URI est() {
        Await.until("EST listens", () -> listener.port() > 0);
        return URI.create("https://localhost:" + listener.port() + "/");
    }
}
