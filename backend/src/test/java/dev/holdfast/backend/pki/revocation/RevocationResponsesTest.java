package dev.holdfast.backend.pki.revocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache and rate limits of CRL and OCSP. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RevocationResponsesTest {
    /** Number of concurrent OCSP requests. An address may send fewer. */
    private static final int FLOOD = 200;
    /** Number of addresses that flood together, and concurrent requests of each: together more than a backend answers in a second. */
    private static final int ADDRESSES = 20;

    private static final int EACH = 25;
    /** OCSP response status {@code tryLater}. */
    private static final int TRY_LATER = 3;

    private static final Map<String, Object> WHY = Map.of("cause", "KEY_COMPROMISE", "reason", "It leaked");

    @Inject
    TestCatalog catalogs;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // injected before the first test method
    URI backend;

    @TempDir
    Path folder;

    private CatalogId catalog;
    private Leaf leaf;
    private Leaf other;
    private OpenSslRevocation openssl;
    /** An OCSP request for the leaf. It has no nonce, so responses can be cached. */
    private byte[] question;

    @BeforeEach
    void a_device_has_a_certificate() throws Exception {
        catalog = catalogs.create();
        AttestResponse attested = AttestingDevice.in(catalogs, catalog).attest();
        leaf = Leaf.of(attested.customerCertificate());
        other = Leaf.of(attested.updateCertificate());
        openssl = new OpenSslRevocation(
                folder, Operator.installationOwner().get("trust").extract().path("rootCertificate"), leaf.chain());
        question = question().build().getEncoded();
    }

    /** Returns an OCSP request for the leaf. */
    private OCSPReqBuilder question() throws Exception {
        return new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                        new X509CertificateHolder(openssl.issuer()),
                        leaf.certificate().getSerialNumber()));
    }

    /** Returns an OCSP request for the leaf with a nonce, which the cache cannot answer. */
    private byte[] questionWithNonce() throws Exception {
        Extension nonce = new Extension(
                OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                false,
                new DEROctetString(new DEROctetString(
                                UUID.randomUUID().toString().substring(0, 32).getBytes(StandardCharsets.US_ASCII))
                        .getEncoded()));
        return question().setRequestExtensions(new Extensions(nonce)).build().getEncoded();
    }

    @Test
    void an_address_over_its_limit_does_not_affect_others() throws Exception {
        try (HttpClient flooding = client("127.0.0.9")) {
            List<CompletableFuture<HttpResponse<byte[]>>> flood = IntStream.range(0, FLOOD)
                    .mapToObj(i -> flooding.sendAsync(request(question), BodyHandlers.ofByteArray()))
                    .toList();

            assertThat(status(requestStatus())).isEqualTo(OCSPResp.SUCCESSFUL);
            assertThat(given().get("/pki/crl/" + issuer()).statusCode()).isEqualTo(200);

            assertThat(flood.stream().map(CompletableFuture::join))
                    .extracting(response -> status(response.body()))
                    .contains(OCSPResp.SUCCESSFUL, TRY_LATER);
        }
    }

    @Test
    void twenty_flooding_addresses_do_not_use_up_ocsp_for_others() throws Exception {
        List<HttpClient> flooding = IntStream.range(0, ADDRESSES)
                .mapToObj(i -> client("127.0.1." + (i + 1)))
                .toList();
        byte[] expensive = questionWithNonce();
        List<CompletableFuture<HttpResponse<byte[]>>> flood = flooding.stream()
                .flatMap(client -> IntStream.range(0, EACH)
                        .mapToObj(i -> client.sendAsync(request(expensive), BodyHandlers.ofByteArray())))
                .toList();

        for (int i = 0; i < 5; i++) {
            assertThat(status(ask(questionWithNonce()))).isEqualTo(OCSPResp.SUCCESSFUL);
        }

        flood.forEach(CompletableFuture::join);
        flooding.forEach(HttpClient::close);
    }

    @Test
    void an_unchanged_response_is_not_signed_again_when_another_certificate_is_revoked() throws Exception {
        byte[] good = requestStatus();

        revoke(other);

        assertThat(requestStatus()).isEqualTo(good);
    }

    @Test
    void requests_for_the_same_certificate_get_the_same_response_and_a_nonce_another() throws Exception {
        byte[] good = requestStatus();
        byte[] named = question()
                .setRequestorName(new X500Name("CN=relying party"))
                .build()
                .getEncoded();

        assertThat(named).isNotEqualTo(question);
        assertThat(ask(named)).isEqualTo(good);
        assertThat(ask(questionWithNonce())).isNotEqualTo(good);
    }

    @Test
    void responses_are_cached_until_a_status_changes() throws Exception {
        byte[] good = requestStatus();
        byte[] list = list();

        assertThat(requestStatus()).isEqualTo(good);
        assertThat(list()).isEqualTo(list);
        assertThat(status(good)).isEqualTo(OCSPResp.SUCCESSFUL);
        assertThat(certificateStatus(good)).isEqualTo(CertificateStatus.GOOD);

        revoke(leaf);

        assertThat(certificateStatus(requestStatus())).isInstanceOf(RevokedStatus.class);
        assertThat(new X509CRLHolder(list())
                        .getRevokedCertificate(leaf.certificate().getSerialNumber()))
                .isNotNull();
    }

    private void revoke(Leaf what) {
        Operator.in(catalogs.name(catalog), "owner")
                .post("catalogs/" + catalogs.name(catalog) + "/device-certificates/" + what.serial() + "/revoke", WHY)
                .statusCode(200);
    }

    /** Returns a client with a local address. */
    private static HttpClient client(String address) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(backend.resolve("/pki/ocsp/" + issuer()))
                .header("Content-Type", "application/ocsp-request")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Returns the OCSP response for the leaf. */
    private byte[] requestStatus() {
        return ask(question);
    }

    private byte[] ask(byte[] body) {
        return given().contentType("application/ocsp-request")
                .body(body)
                .post("/pki/ocsp/" + issuer())
                .asByteArray();
    }

    /** Returns the CRL of the catalog's authority. */
    private byte[] list() {
        return given().get("/pki/crl/" + issuer()).asByteArray();
    }

    /** Returns the OCSP response status. */
    private static int status(byte[] response) {
        try {
            return new OCSPResp(response).getStatus();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static @org.jspecify.annotations.Nullable CertificateStatus certificateStatus(byte[] response)
            throws Exception {
        return ((BasicOCSPResp) new OCSPResp(response).getResponseObject()).getResponses()[0].getCertStatus();
    }

    private String issuer() {
        return catalogs.authority(catalog);
    }
}
