package dev.holdfast.backend.pki.revocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CRLs and OCSP responses for relying parties, checked with OpenSSL where possible. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RelyingPartiesTest {
    private static final Map<String, Object> WHY = Map.of("cause", "KEY_COMPROMISE", "reason", "It leaked");
    /** OCSP response statuses (RFC 6960 §4.2.1). */
    private static final int SUCCESSFUL = 0;

    private static final int MALFORMED = 1;
    private static final int UNAUTHORIZED = 6;

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // injected before the first test method
    URI backend;

    @TempDir
    Path folder;

    private CatalogId catalog;
    private AttestingDevice device;
    private Leaf leaf;
    private Leaf other;
    private OpenSslRevocation openssl;

    @BeforeEach
    void a_device_has_certificates() {
        catalog = catalogs.create();
        device = AttestingDevice.in(catalogs, catalog);
        AttestResponse answer = device.attest();
        leaf = Leaf.of(answer.customerCertificate());
        other = Leaf.of(answer.updateCertificate());
        openssl = new OpenSslRevocation(
                folder, Operator.installationOwner().get("trust").extract().path("rootCertificate"), leaf.chain());
    }

    @Test
    void openssl_accepts_a_chain_until_a_crl_lists_the_certificate() {
        assertThat(openssl.verifyAll(leaf, lists())).contains("leaf.pem: OK");

        revoke(leaf);

        assertThat(openssl.verifyAll(leaf, lists())).contains("certificate revoked");
        assertThat(openssl.verifyAll(other, lists())).contains("leaf.pem: OK");
        assertThat(openssl.text(list(issuer())))
                .contains("Key Compromise")
                .contains(leaf.serial().toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void a_blocked_devices_certificates_are_on_hold_until_it_is_unblocked() {
        owner().post(path("devices/block"), Map.of("deviceIds", List.of(device.id()), "reason", "Stolen"))
                .statusCode(200);
        assertThat(openssl.verifyAll(leaf, lists())).contains("certificate revoked");
        assertThat(openssl.text(list(issuer()))).contains("Certificate Hold");
        assertThat(openssl.queryStatus(leaf, ocsp()))
                .contains("leaf.pem: revoked")
                .contains("certificateHold");

        owner().post(path("devices/unblock"), Map.of("deviceIds", List.of(device.id()), "reason", "Found"))
                .statusCode(200);

        assertThat(openssl.verifyAll(leaf, lists())).contains("leaf.pem: OK");
        assertThat(openssl.queryStatus(leaf, ocsp())).contains("leaf.pem: good");
    }

    @Test
    void a_departed_devices_certificates_stay_revoked_after_its_return() {
        owner().post(path("devices/unclaim"), Map.of("deviceIds", List.of(device.id()), "reason", "Sold"))
                .statusCode(200);
        assertThat(openssl.queryStatus(leaf, ocsp()))
                .contains("leaf.pem: revoked")
                .contains("cessationOfOperation");

        catalogs.claimEndorsed(catalog, device.chip());

        assertThat(openssl.queryStatus(leaf, ocsp())).contains("leaf.pem: revoked");
        assertThat(revokedAtGateways()).contains(leaf.serial(), other.serial());
        Leaf fresh = Leaf.of(device.attest().customerCertificate());
        assertThat(openssl.queryStatus(fresh, ocsp())).contains("leaf.pem: good");
        assertThat(revokedAtGateways()).doesNotContain(fresh.serial());
    }

    @Test
    void a_transferred_devices_certificates_are_revoked() {
        CatalogId target = catalogs.create();
        Operator theirs = Operator.in(catalogs.name(target), "owner");
        String transfer = owner().post(
                        path("transfers"),
                        Map.of("to", catalogs.name(target), "deviceIds", List.of(device.id()), "note", "Sold"))
                .statusCode(201)
                .extract()
                .path("transfer.id");

        theirs.post(
                        "catalogs/" + catalogs.name(target) + "/transfers/" + transfer + "/accept",
                        Map.of("product", "product", "group", "group"))
                .statusCode(200);

        assertThat(openssl.queryStatus(leaf, ocsp()))
                .contains("leaf.pem: revoked")
                .contains("cessationOfOperation");
    }

    @Test
    void ocsp_reports_good_revoked_and_unknown_and_echoes_the_nonce() {
        assertThat(openssl.queryStatus(leaf, ocsp()))
                .contains("Response verify OK")
                .contains("leaf.pem: good")
                .doesNotContain("no nonce");

        revoke(leaf);

        assertThat(openssl.queryStatus(leaf, ocsp()))
                .contains("leaf.pem: revoked")
                .contains("keyCompromise");
        assertThat(openssl.queryStatus(other, ocsp())).contains("leaf.pem: good");
        assertThat(openssl.askSerial("0x1234", ocsp())).contains("0x1234: unknown");
    }

    @Test
    void ocsp_knows_the_policy_authority_and_proofs_of_possession() throws IOException {
        assertThat(openssl.askRoot(backend.resolve("/pki/ocsp/root").toString()))
                .contains("Response verify OK")
                .contains("policy.pem: good");

        String proof = owner().post(
                        path("certificates/authorities/.default/proof"), Map.of("verificationCode", "code-1"))
                .statusCode(200)
                .extract()
                .path("serialNumber");

        assertThat(openssl.askSerial("0x" + proof, ocsp())).contains("0x" + proof + ": good");
    }

    @Test
    void the_crl_number_increases_only_when_the_crl_changes() throws IOException {
        BigInteger first = number(list(issuer()));
        // A time, so that numbers do not decrease when an older database is restored.
        assertThat(first).isGreaterThan(BigInteger.valueOf(1_700_000_000));
        assertThat(number(list(issuer()))).isEqualTo(first);

        revoke(leaf);
        BigInteger second = number(list(issuer()));
        revoke(other);

        assertThat(second).isGreaterThan(first);
        assertThat(number(list(issuer()))).isGreaterThan(second);
    }

    @Test
    void expired_certificates_leave_the_crl() throws IOException {
        catalogs.list(
                catalog,
                "insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)"
                        + " values ($1, decode('4101', 'hex'), $2, 'UPDATE', now() - interval '2 days', now() - interval '1 day')",
                row -> row,
                catalog,
                device.chip().device());
        catalogs.list(
                catalog,
                "insert into certificate_revocation (catalog_id, serial, device_id, not_after, revoked_at, revoked_by,"
                        + " cause, reason) values ($1, decode('4101', 'hex'), $2, now() - interval '1 day',"
                        + " now() - interval '2 days', 'olivia', 'UNSPECIFIED', 'A try')",
                row -> row,
                catalog,
                device.chip().device());
        revoke(other);

        X509CRLHolder list = new X509CRLHolder(list(issuer()));

        assertThat(list.getRevokedCertificate(BigInteger.valueOf(0x4101))).isNull();
        assertThat(list.getRevokedCertificate(other.certificate().getSerialNumber()))
                .isNotNull();
    }

    @Test
    void ocsp_requests_work_by_get_and_malformed_ones_are_refused() throws Exception {
        byte[] question = ocspRequest(null);

        Response good = given().urlEncodingEnabled(false)
                .get("/pki/ocsp/" + issuer() + "/"
                        + Base64.getEncoder()
                                .encodeToString(question)
                                .replace("/", "%2F")
                                .replace("+", "%2B"));

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.contentType()).isEqualTo("application/ocsp-response");
        assertThat(new OCSPResp(good.asByteArray()).getStatus()).isEqualTo(SUCCESSFUL);
        assertThat(good.header("Cache-Control")).isEqualTo("max-age=60");
        assertThat(status(post(new byte[] {1, 2, 3}))).isEqualTo(MALFORMED);
        assertThat(status(post(new byte[5_000]))).isEqualTo(MALFORMED);
        assertThat(status(given().get("/pki/ocsp/" + issuer() + "/nonsense!"))).isEqualTo(MALFORMED);
        assertThat(given().get("/pki/crl/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void an_ocsp_nonce_has_1_to_32_bytes() throws Exception {
        BasicOCSPResp answer =
                (BasicOCSPResp) new OCSPResp(post(ocspRequest(new byte[32])).asByteArray()).getResponseObject();

        assertThat(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNotNull();
        assertThat(status(post(ocspRequest(new byte[33])))).isEqualTo(MALFORMED);
        assertThat(status(post(ocspRequest(new byte[0])))).isEqualTo(MALFORMED);
    }

    @Test
    void an_issuer_answers_only_for_its_own_certificates() throws Exception {
        Response answer = given().contentType("application/ocsp-request")
                .body(ocspRequest(null))
                .post("/pki/ocsp/root");

        assertThat(status(answer)).isEqualTo(UNAUTHORIZED);
    }

    /** The request never ends, so the server must not wait for its end. */
    @Test
    void an_endless_ocsp_request_is_refused_while_it_is_read() throws IOException {
        try (Socket asker = new Socket(backend.getHost(), backend.getPort())) {
            OutputStream out = asker.getOutputStream();
            out.write(("POST /pki/ocsp/" + issuer() + " HTTP/1.1\r\nHost: holdfast\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: application/ocsp-request\r\n\r\n8000\r\n" + "x".repeat(0x8000) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            // Reads to the end: the server also closes the connection.
            assertThat(new String(asker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE)
                    .contains("\"type\":\"" + ProblemType.TOO_LARGE.uri() + "\"", "\"status\":413");
        }
    }

    @Test
    void a_chunked_ocsp_request_is_answered() throws Exception {
        byte[] question = ocspRequest(null);
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(ocsp()))
                                .header("Content-Type", "application/ocsp-request")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(question)))
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(new OCSPResp(answer.body()).getStatus()).isEqualTo(SUCCESSFUL);
    }

    /** Returns an OCSP request for the leaf. {@code nonce} is null for a request without one. */
    private byte[] ocspRequest(byte @org.jspecify.annotations.Nullable [] nonce) throws Exception {
        OCSPReqBuilder question = new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                        new X509CertificateHolder(openssl.issuer()),
                        leaf.certificate().getSerialNumber()));
        if (nonce != null) {
            question.setRequestExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(new DEROctetString(nonce).getEncoded()))));
        }
        return question.build().getEncoded();
    }

    private Response post(byte[] question) {
        return given().contentType("application/ocsp-request").body(question).post("/pki/ocsp/" + issuer());
    }

    /** Returns the OCSP response status. The HTTP status is 200 even for OCSP errors. */
    private static int status(Response answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new OCSPResp(answer.asByteArray()).getStatus();
    }

    /** Returns the number of a CRL. */
    private static BigInteger number(byte[] list) throws IOException {
        return CRLNumber.getInstance(new X509CRLHolder(list)
                        .getExtension(Extension.cRLNumber)
                        .getParsedValue())
                .getCRLNumber();
    }

    /** Returns the CRLs of the catalog's authority, the policy authority and the root. */
    private List<byte[]> lists() {
        return List.of(list(issuer()), list("policy"), list("root"));
    }

    /** Downloads an issuer's CRL: "root", "policy", or the ID of an authority. */
    private static byte[] list(String issuer) {
        Response answer = given().get("/pki/crl/" + issuer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/pkix-crl");
        return answer.asByteArray();
    }

    /** Revokes a certificate because its key is compromised. */
    private void revoke(Leaf what) {
        owner().post(path("device-certificates/" + what.serial() + "/revoke"), WHY)
                .statusCode(200);
    }

    /** Returns the serial numbers of the device's revoked certificates that gateways know. */
    private List<String> revokedAtGateways() {
        return Objects.requireNonNull(
                        gateway.assignment(device.chip().witness()).revoked())
                .serials();
    }

    /** Returns the ID of the catalog's authority. */
    private String issuer() {
        return catalogs.authority(catalog);
    }

    /** Returns the URL of the OCSP responder for the catalog's authority. */
    private String ocsp() {
        return backend.resolve("/pki/ocsp/" + issuer()).toString();
    }

    private Operator owner() {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
