package dev.holdfast.backend.pki.revocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
    /** An OCSP request for the leaf. It has no nonce, so responses can be cached. */
    private byte[] question;

    @BeforeEach
    void a_device_has_a_certificate() throws Exception {
        catalog = catalogs.create();
        leaf = Leaf.of(AttestingDevice.in(catalogs, catalog).attest().customerCertificate());
        OpenSslRevocation openssl = new OpenSslRevocation(
                folder, Operator.installationOwner().get("trust").extract().path("rootCertificate"), leaf.chain());
        question = new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                        new X509CertificateHolder(openssl.issuer()),
                        leaf.certificate().getSerialNumber()))
                .build()
                .getEncoded();
    }

    @Test
    void an_address_over_its_limit_does_not_affect_others() throws Exception {
        try (HttpClient flooding = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName("127.0.0.9"))
                .build()) {
            List<CompletableFuture<HttpResponse<byte[]>>> flood = IntStream.range(0, FLOOD)
                    .mapToObj(i -> flooding.sendAsync(request(), BodyHandlers.ofByteArray()))
                    .toList();

            assertThat(status(requestStatus())).isEqualTo(OCSPResp.SUCCESSFUL);
            assertThat(given().get("/pki/crl/" + issuer()).statusCode()).isEqualTo(200);

            assertThat(flood.stream().map(CompletableFuture::join))
                    .extracting(response -> status(response.body()))
                    .contains(OCSPResp.SUCCESSFUL, TRY_LATER);
        }
    }

    @Test
    void responses_are_cached_until_a_status_changes() throws Exception {
        byte[] good = requestStatus();
        byte[] list = list();

        assertThat(requestStatus()).isEqualTo(good);
        assertThat(list()).isEqualTo(list);
        assertThat(status(good)).isEqualTo(OCSPResp.SUCCESSFUL);
        assertThat(certificateStatus(good)).isEqualTo(CertificateStatus.GOOD);

        Operator.in(catalogs.name(catalog), "owner")
                .post("catalogs/" + catalogs.name(catalog) + "/device-certificates/" + leaf.serial() + "/revoke", WHY)
                .statusCode(200);

        assertThat(certificateStatus(requestStatus())).isInstanceOf(RevokedStatus.class);
        assertThat(new X509CRLHolder(list())
                        .getRevokedCertificate(leaf.certificate().getSerialNumber()))
                .isNotNull();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(backend.resolve("/pki/ocsp/" + issuer()))
                .header("Content-Type", "application/ocsp-request")
                .POST(BodyPublishers.ofByteArray(question))
                .build();
    }

    /** Returns the OCSP response for the leaf. */
    private byte[] requestStatus() {
        return given().contentType("application/ocsp-request")
                .body(question)
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
