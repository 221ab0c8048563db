package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.Issuer;
import dev.holdfast.gateway.support.LogLines;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.support.TestInstallation;
import dev.holdfast.gateway.support.TestKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Client certificates: which ones the gateway accepts, and which requests each kind may make. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class IdentityTest extends GatewayTest {
    private static final String POLL = "update?have=0";

    @Test
    void an_update_certificate_can_poll_but_not_report_events_or_attest() throws IOException {
        TestDevice.Session update = endorsedDevice().update();

        assertThat(update.get(POLL).statusCode()).isEqualTo(204);
        assertUniformRefusal(update.post("reports/event", "application/json", new byte[] {'{', '}'}));
        assertUniformRefusal(update.post("challenge"));
        assertUniformRefusal(update.post("attest", "application/eat+cwt", new byte[8]));
    }

    @Test
    void a_customer_certificate_cannot_poll_or_download() throws IOException {
        TestDevice.Session customer = endorsedDevice().customer();

        assertUniformRefusal(customer.get(POLL));
        assertUniformRefusal(customer.get("images/6d6b1b4e-5c8e-4a0e-9a5b-6d54b3a1e6a0"));
    }

    @Test
    void a_general_key_can_only_attest() throws IOException {
        TestDevice.Session hello = endorsedDevice().hello();

        assertUniformRefusal(hello.get(POLL));
        assertUniformRefusal(hello.get("../../q/health"));
        assertUniformRefusal(hello.get("nowhere"));
        assertUniformRefusal(hello.get("challenge"));
    }

    @Test
    void an_expired_or_not_yet_valid_certificate_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        Instant now = Instant.now();

        assertRefused(device, installation.chain(leaf(device, now.minusSeconds(7200), now.minusSeconds(3600))));
        assertRefused(device, installation.chain(leaf(device, now.plusSeconds(3600), now.plusSeconds(7200))));
        assertUniformRefusal(device.with(List.of(
                        Issuer.hello(device.subject(), device.key(), now.minusSeconds(7200), now.minusSeconds(3600))))
                .post("challenge"));
    }

    @Test
    void a_chain_to_another_root_is_refused() throws IOException {
        TestInstallation other = new TestInstallation(Path.of("target", "another-installation"));
        TestDevice device = endorsedDevice();

        assertRefused(device, other.updateChain(device.id().text(), device.key()));
    }

    @Test
    void a_leaf_of_another_root_under_this_installations_intermediates_is_refused() throws IOException {
        TestInstallation other = new TestInstallation(Path.of("target", "another-installation"));
        TestDevice device = endorsedDevice();

        assertRefused(
                device,
                installation.chain(
                        other.updateChain(device.id().text(), device.key()).getFirst()));
    }

    @Test
    void a_chain_in_the_wrong_order_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        X509Certificate leaf =
                installation.updateChain(device.id().text(), device.key()).getFirst();

        assertRefused(
                device,
                List.of(
                        leaf,
                        installation.policy().certificate(),
                        installation.catalog().certificate()));
    }

    @Test
    void a_chain_without_its_intermediates_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());

        assertRefused(device, chain.subList(0, 1));
        assertRefused(device, chain.subList(0, 2));
    }

    @Test
    void a_chain_with_the_root_is_accepted() throws IOException {
        TestDevice device = endorsedDevice();
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());

        assertThat(device.with(List.of(
                                chain.get(0),
                                chain.get(1),
                                chain.get(2),
                                installation.root().certificate()))
                        .get(POLL)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_leaf_with_neither_or_both_of_the_protocols_usages_is_refused() throws IOException {
        TestDevice device = endorsedDevice();

        assertRefused(
                device,
                installation.chain(installation
                        .catalog()
                        .issue(device.subject(), device.key().getPublic())));
        assertRefused(
                device,
                installation.chain(installation
                        .catalog()
                        .issue(
                                device.subject(),
                                device.key().getPublic(),
                                DeviceProtocol.UPDATE_USAGE,
                                DeviceProtocol.CUSTOMER_USAGE)));
    }

    @Test
    void a_device_certificate_cannot_issue_certificates() throws IOException {
        TestDevice device = endorsedDevice();
        KeyPair thief = TestKeys.p256();
        List<X509Certificate> stolen = installation.updateChain(device.id().text(), thief);
        Issuer pretender = new Issuer(device.subject(), thief, stolen.getFirst());
        X509Certificate leaf = pretender.issue(device.subject(), device.key().getPublic(), DeviceProtocol.UPDATE_USAGE);

        assertRefused(device, List.of(leaf, stolen.get(0), stolen.get(1)));
        assertRefused(device, List.of(leaf, stolen.get(0), stolen.get(1), stolen.get(2)));
    }

    @Test
    void a_leaf_of_a_ca_below_the_catalog_ca_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        Issuer below = installation.catalog().authority("CN=Below", TestKeys.p256(), 0);
        X509Certificate leaf = below.issue(device.subject(), device.key().getPublic(), DeviceProtocol.UPDATE_USAGE);

        assertRefused(
                device,
                List.of(
                        leaf,
                        below.certificate(),
                        installation.catalog().certificate(),
                        installation.policy().certificate()));
        assertRefused(
                device,
                List.of(leaf, below.certificate(), installation.catalog().certificate()));
    }

    @Test
    void a_name_other_than_a_device_id_is_refused() throws IOException {
        TestDevice device = endorsedDevice();
        Instant now = Instant.now();

        assertRefused(
                device,
                installation.chain(installation
                        .catalog()
                        .issue("CN=somebody", device.key().getPublic(), DeviceProtocol.UPDATE_USAGE)));
        assertUniformRefusal(device.with(
                        List.of(Issuer.hello("CN=somebody", device.key(), now.minusSeconds(60), now.plusSeconds(60))))
                .post("challenge"));
    }

    @Test
    void a_self_signed_certificate_with_a_wrong_signature_is_refused() throws IOException {
        TestDevice device = endorsedDevice();

        assertUniformRefusal(device.with(List.of(Issuer.forgedHello(
                        device.subject(), TestKeys.p256(), device.key().getPublic())))
                .post("challenge"));
    }

    @Test
    void tls_1_2_is_refused() {
        assertThatThrownBy(() -> endorsedDevice().over("TLSv1.2").post("challenge"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_connection_without_client_certificate_is_refused() {
        assertThatThrownBy(() -> endorsedDevice().withoutCertificate().post("challenge"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_path_that_cannot_be_decoded_is_refused_like_every_other_and_logs_no_exception() throws IOException {
        for (String path : List.of(DeviceProtocol.BASE + "%zz", "/device/%zz", "/%", "/device/../%c0%ae")) {
            try (LogLines log = LogLines.of("");
                    SSLSocket socket = endorsedDevice().connect()) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .as(path)
                        .startsWith("HTTP/1.1 403 ")
                        .endsWith(DeviceProtocol.REFUSED);
                assertThat(log.exceptions()).isEmpty();
            }
        }
    }

    @Test
    void a_chain_of_five_fails_the_handshake() {
        TestDevice device = endorsedDevice();
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());

        assertThatThrownBy(
                        () -> device.with(List.of(chain.get(0), chain.get(1), chain.get(2), chain.get(1), chain.get(2)))
                                .get(POLL))
                .isInstanceOf(IOException.class);
    }

    @Test
    void another_key_type_gets_an_alert_and_one_log_line() throws IOException {
        TestDevice device = endorsedDevice();
        KeyPair rsa = TestKeys.rsa();
        Instant now = Instant.now();
        double before = metric("holdfast_gateway_handshakes_failed_total");
        try (LogLines log = LogLines.of("dev.holdfast.gateway.edge")) {

            // In TLS 1.3 a client finishes before the server checks its certificate: the alert arrives with the
            // response.
            assertThatThrownBy(() -> {
                        try (SSLSocket socket = device.connect(
                                Issuer.hello(device.subject(), rsa, now.minusSeconds(60), now.plusSeconds(60)),
                                rsa.getPrivate())) {
                            socket.getInputStream().read();
                        }
                    })
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unsupported_certificate");

            Await.until("it is counted", () -> metric("holdfast_gateway_handshakes_failed_total") == before + 1);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("event=handshake-failed address=127.0.0.1", "not an EC key", "RSA");
        }
    }

    @Test
    void refusals_are_counted_by_reason() throws IOException {
        TestDevice device = endorsedDevice();
        double before = metric("holdfast_gateway_refusals_total{reason=\"not-admitted\"");

        device.customer().get(POLL);

        assertThat(metric("holdfast_gateway_refusals_total{reason=\"not-admitted\""))
                .isEqualTo(before + 1);
    }

    @Test
    void every_request_of_a_connection_is_checked() throws IOException {
        TestDevice.Session update = endorsedDevice().update();

        assertUniformRefusal(update.post("reports/event", "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(update.get(POLL).statusCode()).isEqualTo(204);
        assertUniformRefusal(update.post("reports/event", "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefused(TestDevice device, List<X509Certificate> chain) throws IOException {
        assertUniformRefusal(device.with(chain).get(POLL));
    }

    /** Issues an update certificate with this validity. */
    private X509Certificate leaf(TestDevice device, Instant from, Instant to) {
        return installation
                .catalog()
                .issue(device.subject(), device.key().getPublic(), from, to, DeviceProtocol.UPDATE_USAGE);
    }
}
