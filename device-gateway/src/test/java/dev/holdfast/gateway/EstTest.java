package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.gateway.est.EstListener;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.OpenSslClient;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.est.AttrOrOID;
import org.bouncycastle.asn1.est.CsrAttrs;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** EST of devices. The backend decides whether a device gets a certificate. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class EstTest extends GatewayTest {
    private static final String AUTHORITIES = DeviceProtocol.EST + "cacerts";
    private static final String ATTRIBUTES = DeviceProtocol.EST + "csrattrs";
    private static final String ENROL = DeviceProtocol.EST + "simpleenroll";
    private static final String RENEW = DeviceProtocol.EST + "simplereenroll";
    private static final String REQUEST = DeviceProtocol.CERTIFICATE_REQUEST;
    private static final byte[] DER = {1, 2, 3, 4, 5, 6, 7};
    private static final byte[] BASE64 = Base64.getEncoder().encode(DER);

    @Inject
    EstListener listener;

    @Test
    void a_chip_enrols_with_the_connection_of_its_attestation() throws IOException {
        TestDevice device = endorsedDevice();
        TestDevice.Session hello = device.hello();

        assertThat(hello.post("challenge").statusCode()).isEqualTo(200);
        assertThat(hello.post("attest", "application/eat+cwt", new byte[8]).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> enrolled = hello.post(ENROL, REQUEST, BASE64);

        assertCertificates(enrolled, DER);
        assertEnrolment(device, new EnrolRequest(device.id(), device.generalKey(), null, Blob.of(DER)));
    }

    @Test
    void a_device_renews_its_certificate() throws IOException {
        TestDevice device = estDevice();

        assertCertificates(device.update().post(RENEW, REQUEST, BASE64), DER);
        assertEnrolment(device, renewal(device, EnrolRequest.Use.UPDATE));
        assertCertificates(device.customer().post(RENEW, REQUEST, BASE64), DER);
        assertEnrolment(device, renewal(device, EnrolRequest.Use.CUSTOMER));
    }

    @Test
    void every_device_gets_its_cas_and_the_csr_attributes() throws IOException {
        TestDevice device = estDevice();

        for (TestDevice.Session session : List.of(device.hello(), device.update(), device.customer())) {
            assertCertificates(session.get(AUTHORITIES), new byte[100]);
            HttpResponse<byte[]> attributes = session.get(ATTRIBUTES);
            assertThat(attributes.headers().firstValue("content-type")).contains("application/csrattrs");
            AttrOrOID[] said = CsrAttrs.getInstance(Base64.getMimeDecoder().decode(attributes.body()))
                    .getAttrOrOIDs();
            assertThat(said).hasSize(2);
            assertThat(said[0].getAttribute().getAttrType()).isEqualTo(X9ObjectIdentifiers.id_ecPublicKey);
            assertThat(said[0].getAttribute().getAttrValues().getObjectAt(0)).isEqualTo(X9ObjectIdentifiers.prime256v1);
            assertThat(said[1].getOid()).isEqualTo(X9ObjectIdentifiers.ecdsa_with_SHA256);
        }
    }

    @Test
    void the_est_listener_accepts_tls_1_2_and_serves_only_est() throws IOException {
        TestDevice device = estDevice();
        TestDevice.Session older = device.over("TLSv1.2");

        assertCertificates(older.post(ENROL, REQUEST, BASE64), DER);
        assertCertificates(
                device.over("TLSv1.2", installation.customerChain(device.id().text(), device.key()))
                        .post(RENEW, REQUEST, BASE64),
                DER);
        assertUniformRefusal(older.post("challenge"));
        assertUniformRefusal(device.update().get("update?have=0"));
        assertUniformRefusal(older.get("/q/metrics"));
        assertUniformRefusal(older.get("/"));
    }

    @Test
    void tls_1_2_refuses_sha_1_signatures() throws IOException {
        OpenSslClient client = OpenSslClient.of(estDevice(), est());

        assertThat(client.older("ECDSA+SHA1"))
                .contains("no peer certificate available", "alert")
                .doesNotContain("Peer signing digest: SHA");
        assertThat(client.older("ECDSA+SHA1:ECDSA+SHA256")).contains("Peer signing digest: SHA256");
        assertThat(client.older("ECDSA+SHA384")).contains("Peer signing digest: SHA384");
    }

    @Test
    void the_device_listener_refuses_tls_1_2_for_est() {
        assertThatThrownBy(() -> endorsedDevice().over("TLSv1.2").get(AUTHORITIES))
                .isInstanceOf(IOException.class);
    }

    @Test
    void every_est_path_requires_a_certificate() {
        assertThatThrownBy(() -> estDevice().withoutCertificate().get(AUTHORITIES))
                .isInstanceOf(IOException.class);
    }

    @Test
    void wrong_certificates_and_unknown_operations_are_refused() throws IOException {
        TestDevice device = estDevice();

        assertUniformRefusal(device.hello().post(RENEW, REQUEST, BASE64));
        assertUniformRefusal(device.update().post(ENROL, REQUEST, BASE64));
        assertUniformRefusal(device.customer().post(ENROL, REQUEST, BASE64));
        for (String other : List.of("serverkeygen", "fullcmc", "label/cacerts", "nowhere")) {
            assertUniformRefusal(device.hello().get(DeviceProtocol.EST + other));
            assertUniformRefusal(device.customer().post(DeviceProtocol.EST + other, REQUEST, BASE64));
        }
        assertUniformRefusal(device.hello().get(ENROL));
    }

    @Test
    void a_refusal_of_the_backend_looks_like_every_other() throws IOException {
        TestDevice stranger = new TestDevice(installation, est());
        double before = metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\"");

        assertUniformRefusal(stranger.hello().post(ENROL, REQUEST, BASE64));
        assertUniformRefusal(stranger.hello().get(AUTHORITIES));

        assertThat(metric("holdfast_gateway_refusals_total{reason=\"unknown-chip\""))
                .isEqualTo(before + 2);
    }

    @Test
    void an_invalid_certificate_request_is_explained_as_text() throws IOException {
        TestDevice.Session hello = estDevice().hello();

        assertExplained(hello.post(ENROL, REQUEST, bytes("AQID")), "The request is too short.");
        assertExplained(hello.post(ENROL, "application/octet-stream", BASE64), "media type application/pkcs10");
        for (String garbage :
                List.of("", "\r\n", "*", "AQI=AQI=", "AQID=AQID", "-----BEGIN CERTIFICATE REQUEST-----\nAQID")) {
            assertExplained(hello.post(ENROL, REQUEST, bytes(garbage)), "not base64");
        }
    }

    @Test
    void white_space_in_a_request_is_ignored() throws IOException {
        TestDevice device = estDevice();

        assertCertificates(
                device.hello().post(ENROL, REQUEST + "; charset=us-ascii", bytes("AQI\r\nDBA\tUG \nBw==\n\n")), DER);
    }

    @Test
    void an_oversized_request_is_not_read_completely() throws IOException {
        TestDevice device = estDevice();

        HttpResponse<byte[]> answer =
                device.hello().post(ENROL, REQUEST, bytes("A".repeat(2 * DeviceProtocol.MAX_CERTIFICATE_REQUEST + 4)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(text(answer)).contains("at most 2048 bytes");
        assertThat(backend.enrolments().stream().map(EnrolRequest::device)).doesNotContain(device.id());
    }

    @Test
    void a_post_quantum_group_refuses_est_over_other_key_exchanges() throws IOException {
        TestDevice device = estDevice();
        UUID group = UUID.randomUUID();
        backend.assign(device, group);
        backend.deploy(
                group,
                new InternalApi.Target(
                        new InternalApi.CohortTarget(
                                1, Blob.of(new byte[1]), Instant.now().plusSeconds(3600), List.of()),
                        null,
                        true,
                        List.of()));

        assertUniformRefusal(device.over("TLSv1.2").post(ENROL, REQUEST, BASE64));
        assertUniformRefusal(
                device.classical(installation.customerChain(device.id().text(), device.key()))
                        .post(RENEW, REQUEST, BASE64));
        assertThat(OpenSslClient.of(device, est())
                        .talk(
                                "X25519MLKEM768",
                                "POST " + ENROL + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                                        + REQUEST + "\r\nContent-Length: " + BASE64.length + "\r\n\r\n"
                                        + new String(BASE64, StandardCharsets.US_ASCII)))
                .contains("HTTP/1.1 200 ");
    }

    @Test
    void a_certificate_of_a_catalog_that_the_device_left_is_not_renewed() throws IOException {
        TestDevice device = estDevice();
        TestDevice.Session customer = device.customer();
        assertThat(customer.post(RENEW, REQUEST, BASE64).statusCode()).isEqualTo(200);

        backend.give(device, UUID.randomUUID());
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("refused", () -> customer.post(RENEW, REQUEST, BASE64).statusCode() == 403);
        assertUniformRefusal(customer.get(AUTHORITIES));
    }

    /** Returns the address of the EST listener. */
    private URI est() {
        Await.until("EST listens", () -> listener.port() > 0);
        return URI.create("https://localhost:" + listener.port() + "/");
    }

    /** Creates an endorsed device that connects to the EST listener. */
    private TestDevice estDevice() {
        TestDevice device = new TestDevice(installation, est());
        backend.endorse(device);
        return device;
    }

    /** Asserts which request for a certificate the backend got last. The key exchange depends on the version of TLS. */
    private void assertEnrolment(TestDevice device, EnrolRequest expected) {
        assertThat(lastEnrolment(device))
                .usingRecursiveComparison()
                .ignoringFields("keyExchange")
                .isEqualTo(expected);
    }

    /** Returns the last request for a certificate of a device that the backend got; null for none. */
    private @Nullable EnrolRequest lastEnrolment(TestDevice device) {
        return backend.enrolments().stream()
                .filter(one -> one.device().equals(device.id()))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static EnrolRequest renewal(TestDevice device, EnrolRequest.Use use) {
        return new EnrolRequest(device.id(), null, use, Blob.of(DER));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Asserts a response with certificates. The fake backend returns the request as certificate, and 100 zero bytes as CAs. */
    private static void assertCertificates(HttpResponse<byte[]> answer, byte[] expected) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/pkcs7-mime; smime-type=certs-only");
        assertThat(answer.headers().firstValue("content-length")).isPresent();
        assertThat(text(answer).lines()).allMatch(line -> line.matches("[A-Za-z0-9+/=]{1,64}"));
        assertThat(Base64.getMimeDecoder().decode(answer.body())).isEqualTo(expected);
    }

    /** Asserts status 400 with a text that contains {@code why}. */
    private static void assertExplained(HttpResponse<byte[]> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(text(answer)).contains(why);
    }
}
