package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.anomaly.Anomalies;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.Certificates;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.device.InternalApi.EnrolRequest.Use;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enrolment as gateways request it, after real attestations. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EnrolDeviceTest {
    @Inject
    Gateway gateway;

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    KeyVault vault;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    @Inject
    Anomalies anomalies;

    private final TestChip chip = new TestChip();
    private final KeyPair customer = Requests.key();
    private final KeyPair update = Requests.key();
    private CatalogId catalog;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
    }

    @Test
    void an_attested_device_gets_a_certificate_for_each_key_in_its_evidence()
            throws IOException, GeneralSecurityException {
        attest(TestImages.all());

        X509Certificate first = certificate(enrol(customer));
        X509Certificate second = certificate(enrol(update));

        assertThat(first.getPublicKey()).isEqualTo(customer.getPublic());
        assertThat(first.getExtendedKeyUsage()).contains(DeviceProtocol.CUSTOMER_USAGE);
        assertThat(second.getPublicKey()).isEqualTo(update.getPublic());
        assertThat(second.getExtendedKeyUsage()).contains(DeviceProtocol.UPDATE_USAGE);
        for (X509Certificate each : List.of(first, second)) {
            assertThat(each.getSubjectX500Principal().getName())
                    .isEqualTo("CN=" + chip.device().text());
            assertThat(each.getNotAfter().toInstant())
                    .isBeforeOrEqualTo(attestedAt().plus(Duration.ofDays(1)));
        }
    }

    @Test
    void the_chain_of_authorities_reaches_the_root() throws IOException, GeneralSecurityException {
        attest(TestImages.all());
        X509Certificate leaf = certificate(enrol(customer));

        List<X509Certificate> authorities =
                certificates(gateway.post("authorities", new AuthoritiesRequest(chip.device(), chip.generalKey())));
        assertThat(authorities).hasSize(3);
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        while (!path.getLast().getSubjectX500Principal().equals(path.getLast().getIssuerX500Principal())) {
            X509Certificate below = path.getLast();
            path.add(authorities.stream()
                    .filter(one -> one.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
                    .findFirst()
                    .orElseThrow());
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(path.getLast(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path.subList(0, path.size() - 1)),
                        parameters);
        assertThat(path.getLast())
                .isEqualTo(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(vault.root().pem().getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void every_certificate_is_recorded_like_those_of_an_attestation() throws IOException, GeneralSecurityException {
        attest(TestImages.all());

        X509Certificate renewed = certificate(gateway.post(
                "enrolments", new EnrolRequest(chip.device(), null, Use.UPDATE, Requests.of(chip.device(), update))));

        assertThat(catalogs.list(
                        catalog,
                        "select encode(serial, 'hex') || ' ' || usage || ' ' || extract(epoch from not_after)::bigint"
                                + " as value from issued_certificate where catalog_id = $1 and device_id = $2",
                        row -> row.getString("value"),
                        catalog,
                        chip.device()))
                // Two certificates of the attestation and the renewed one.
                .hasSize(3)
                .contains(HexFormat.of().formatHex(renewed.getSerialNumber().toByteArray()) + " UPDATE "
                        + renewed.getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void a_device_without_attestation_is_refused() throws IOException {
        assertRefused(enrol(customer), "enrol-not-attested");
    }

    @Test
    void an_outdated_device_is_refused() throws IOException {
        attest(TestImages.all());
        catalogs.release(catalog, TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));
        attest(TestImages.all());

        assertRefused(enrol(customer), "enrol-not-trusted");
        assertRefused(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(chip.device(), null, Use.UPDATE, Requests.of(chip.device(), update))),
                "enrol-not-trusted");
    }

    @Test
    void a_key_outside_of_the_evidence_is_refused() throws IOException {
        attest(TestImages.all());
        KeyPair thiefs = Requests.key();

        assertRefused(enrol(thiefs), "enrol-key");
        assertRefused(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(chip.device(), null, Use.CUSTOMER, Requests.of(chip.device(), thiefs))),
                "enrol-key");
    }

    @Test
    void keys_of_an_earlier_attestation_are_refused() throws IOException {
        attest(TestImages.all());
        Evidence next = Requests.withKeys(
                chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())),
                Requests.key(),
                Requests.key());
        devices.attest(chip, next, "192.0.2.1");

        assertRefused(enrol(customer), "enrol-key");
    }

    @Test
    void a_foreign_unclaimed_or_unknown_device_is_refused() throws IOException {
        attest(TestImages.all());
        TestChip other = new TestChip();
        catalogs.claim(catalogs.create(), other);

        assertRefused(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(
                                other.device(), other.generalKey(), null, Requests.of(other.device(), customer))),
                "enrol-not-attested");
        assertRefused(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(
                                chip.device(), other.generalKey(), null, Requests.of(chip.device(), customer))),
                "not the general key");
        TestChip stranger = new TestChip();
        assertRefused(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(
                                stranger.device(),
                                stranger.generalKey(),
                                null,
                                Requests.of(stranger.device(), customer))),
                "no silicon manufacturer");
        assertRefused(
                gateway.post("authorities", new AuthoritiesRequest(stranger.device(), stranger.generalKey())),
                "no silicon manufacturer");
        assertRefused(
                gateway.post("authorities", new AuthoritiesRequest(chip.device(), other.generalKey())),
                "not the general key");
    }

    @Test
    void a_chip_with_a_revoked_endorsement_gets_no_certificate() throws IOException {
        attest(TestImages.all());
        Map<String, Object> revocation =
                Map.of("deviceIds", List.of(chip.device().text()), "reason", "Found in a bazaar");
        Operator.installationOwner().post("endorsements/revoke", revocation).statusCode(200);

        assertRefused(enrol(customer), "revoked: Found in a bazaar");

        Operator.installationOwner().post("endorsements/restore", revocation).statusCode(200);
        assertRefused(enrol(customer), "enrol-not-trusted");
        attest(TestImages.all());
        assertThat(enrol(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void a_group_with_post_quantum_connections_refuses_enrolment_over_others() throws IOException {
        attest(TestImages.all());
        catalogs.update(catalog, "update device_group set requires_post_quantum = true where group_id = $1", catalog);

        assertRefused(enrol(customer), "key-exchange");
        assertThat(gateway.post(
                                "enrolments",
                                new EnrolRequest(
                                        chip.device(),
                                        chip.generalKey(),
                                        null,
                                        Requests.of(chip.device(), customer),
                                        KeyExchange.X25519MLKEM768))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_blocked_device_gets_no_certificate_until_unblocked() throws IOException {
        attest(TestImages.all());
        Operator owner = Operator.in(catalogs.name(catalog), "owner");
        String path = "catalogs/" + catalogs.name(catalog) + "/devices/";
        Map<String, Object> request = Map.of("deviceIds", List.of(chip.device().text()), "reason", "Found in a bazaar");
        owner.post(path + "block", request).statusCode(200);

        assertBlocked(enrol(customer), "Found in a bazaar");
        assertBlocked(
                gateway.post(
                        "enrolments",
                        new EnrolRequest(chip.device(), null, Use.CUSTOMER, Requests.of(chip.device(), customer))),
                "Found in a bazaar");

        owner.post(path + "unblock", request).statusCode(200);
        assertThat(enrol(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void a_device_must_attest_after_a_certificate_was_revoked() throws IOException {
        attest(TestImages.all());
        Instant revokedAt = Instant.now();
        catalogs.list(
                catalog,
                "insert into certificate_revocation select catalog_id, serial, device_id, not_after, $3, 'olivia',"
                        + " 'KEY_COMPROMISE', 'Leaked' from issued_certificate where catalog_id = $1 and device_id = $2"
                        + " and usage = 'CUSTOMER' returning serial",
                row -> row,
                catalog,
                chip.device(),
                revokedAt);

        assertRefused(enrol(customer), "enrol-revoked");
        assertRefused(enrol(update), "enrol-revoked");

        // Attestations are stored in whole seconds. One in the second of the revocation counts as earlier.
        do {
            attest(TestImages.all());
        } while (!attestedAt().isAfter(revokedAt));
        assertThat(enrol(customer).statusCode()).isEqualTo(200);
    }

    /** The response to the attestation contains two certificates. That leaves 30. */
    @Test
    void an_attestation_allows_32_certificates() throws IOException {
        attest(TestImages.all());
        Instant first = attestedAt();

        for (int i = 0; i < 30; i++) {
            assertThat(enrol(i % 2 == 0 ? customer : update).statusCode()).isEqualTo(200);
        }
        for (KeyPair key : List.of(customer, update)) {
            Problem refusal = problem(enrol(key));
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST.uri());
            assertThat(refusal.detail()).contains("already has the 32 certificates", "Attest again");
        }
        // The schedule may write the anomaly at the same time.
        Await.until("the anomaly is written", () -> {
            OnVertx.await(vertx, anomalies::write);
            return !anomalies().isEmpty();
        });
        assertThat(anomalies()).containsExactly("LOOP");
        assertThat(catalogs.list(
                        catalog,
                        "select serial from issued_certificate where catalog_id = $1 and device_id = $2",
                        row -> row,
                        catalog,
                        chip.device()))
                .hasSize(32);

        // Attestations are stored in whole seconds. One in the same second counts as the same.
        do {
            attest(TestImages.all());
        } while (!attestedAt().isAfter(first));
        assertThat(enrol(customer).statusCode()).isEqualTo(200);
    }

    /** Returns the kinds of the catalog's anomalies in the database. */
    private List<String> anomalies() {
        return catalogs.list(
                catalog, "select kind from anomaly where catalog_id = $1", row -> row.getString("kind"), catalog);
    }

    @Test
    void concurrent_requests_do_not_exceed_the_limit() {
        attest(TestImages.all());

        long granted = IntStream.range(0, 64)
                .parallel()
                .map(i -> enrol(customer).statusCode())
                .filter(status -> status == 200)
                .count();

        assertThat(granted).isEqualTo(30);
    }

    @Test
    void a_malformed_request_gets_a_reason() throws IOException {
        attest(TestImages.all());
        byte[] forged = Requests.of(chip.device(), customer).bytes();
        forged[forged.length - 1] ^= 1;

        assertMalformed(Blob.of(forged), "The request's signature is invalid");
        assertMalformed(Blob.of(new byte[DeviceProtocol.MAX_CERTIFICATE_REQUEST + 1]), "at most 2048 bytes");
        assertThat(problem(gateway.post(
                                "enrolments",
                                new EnrolRequest(
                                        chip.device(),
                                        null,
                                        Use.CUSTOMER,
                                        Requests.of(new TestChip().device(), customer))))
                        .detail())
                .contains("subject");
    }

    @Test
    void a_gateway_must_name_the_devices_key_or_certificate() {
        for (EnrolRequest undecided : List.of(
                new EnrolRequest(chip.device(), null, null, Requests.of(chip.device(), customer)),
                new EnrolRequest(
                        chip.device(), chip.generalKey(), Use.CUSTOMER, Requests.of(chip.device(), customer)))) {
            assertThat(gateway.post("enrolments", undecided).statusCode()).isEqualTo(400);
        }
        assertThat(gateway.post("enrolments", new byte[] {'{', '}'}).statusCode())
                .isEqualTo(400);
        assertThat(gateway.post("authorities", new byte[] {'{', '}'}).statusCode())
                .isEqualTo(400);
    }

    @Test
    void concurrent_renewals_each_get_their_certificate() throws IOException, GeneralSecurityException {
        List<TestChip> chips =
                IntStream.range(0, 40).mapToObj(i -> new TestChip()).toList();
        chips.forEach(one -> {
            catalogs.claim(catalog, one);
            devices.attest(
                    one,
                    Requests.withKeys(
                            one.evidence(devices.challenge(one), TestImages.measured(TestImages.all())),
                            customer,
                            update),
                    "192.0.2.1");
        });

        List<String> names = chips.parallelStream()
                .map(one -> certificate(gateway.post(
                                "enrolments",
                                new EnrolRequest(
                                        one.device(), null, Use.CUSTOMER, Requests.of(one.device(), customer))))
                        .getSubjectX500Principal()
                        .getName())
                .toList();

        assertThat(names)
                .containsExactlyElementsOf(
                        chips.stream().map(one -> "CN=" + one.device().text()).toList());
    }

    /** Attests with evidence that names the keys {@code customer} and {@code update}. */
    private void attest(List<ReferenceValue> images) {
        Evidence evidence = chip.evidence(devices.challenge(chip), TestImages.measured(images));
        devices.attest(chip, Requests.withKeys(evidence, customer, update), "192.0.2.1");
    }

    /** Requests a certificate for the key over the chip's connection, not by an earlier certificate. */
    private HttpResponse<byte[]> enrol(KeyPair key) {
        return gateway.post(
                "enrolments",
                new EnrolRequest(chip.device(), chip.generalKey(), null, Requests.of(chip.device(), key)));
    }

    /** Returns the time of the chip's last attestation. */
    private Instant attestedAt() {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select last_attestation as value from device where catalog_id = $1 and device_id = $2",
                row -> row.getOffsetDateTime("value").toInstant());
    }

    /** Returns the only certificate of the response. */
    private X509Certificate certificate(HttpResponse<byte[]> answer) {
        List<X509Certificate> all = certificates(answer);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** Returns the certificates of a response, a PKCS #7 message. */
    private List<X509Certificate> certificates(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        try {
            Blob message = json.readValue(answer.body(), Certificates.class).certificates();
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(message.bytes()))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem problem(HttpResponse<byte[]> answer) throws IOException {
        return json.readValue(answer.body(), Problem.class);
    }

    /** Asserts that the device is refused. {@code detail} is part of the reason. */
    private void assertRefused(HttpResponse<byte[]> answer, String detail) throws IOException {
        Problem problem = problem(answer);
        assertThat(problem.type()).isEqualTo(ProblemType.DEVICE_REFUSED.uri());
        assertThat(problem.detail()).contains(detail);
    }

    private void assertBlocked(HttpResponse<byte[]> answer, String reason) throws IOException {
        Problem problem = problem(answer);
        assertThat(problem.type()).isEqualTo(ProblemType.DEVICE_BLOCKED.uri());
        assertThat(problem.detail()).isEqualTo("the device is blocked: " + reason);
    }

    /** Asserts that a certificate request is invalid. {@code detail} is part of the reason. */
    private void assertMalformed(Blob request, String detail) throws IOException {
        HttpResponse<byte[]> answer =
                gateway.post("enrolments", new EnrolRequest(chip.device(), chip.generalKey(), null, request));
        Problem problem = problem(answer);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST.uri());
        assertThat(problem.detail()).contains(detail);
    }
}
