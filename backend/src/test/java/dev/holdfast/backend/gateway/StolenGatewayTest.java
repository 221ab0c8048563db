package dev.holdfast.backend.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.ReportsNotStored;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The secrets of a gateway give access to the internal device API and to nothing else. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class StolenGatewayTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Gateway gateway;

    @Inject
    ObjectMapper json;

    /** The authority's certificate, in the folder of all gateway certificates. */
    @ConfigProperty(name = "holdfast.internal.trust")
    Path infrastructure;

    private final TestChip chip = new TestChip();

    @Test
    void a_stolen_gateway_cannot_get_trust_or_certificates_without_the_chip() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        TestChip forger = new TestChip();
        InternalApi.ChallengeRequest hello = new InternalApi.ChallengeRequest(chip.device(), chip.generalKey());
        Challenge challenge = read(gateway.post("challenges", hello), Challenge.class);
        // Good measurements over a fresh nonce: signed by another chip, or with one bit flipped.
        Blob forged = forger.token(forger.evidence(challenge.nonce(), TestImages.measured(TestImages.all())));
        Blob genuine = chip.token(chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())));
        byte[] altered = genuine.bytes();
        altered[altered.length / 2] ^= 1;

        for (Blob evidence : List.of(forged, Blob.of(altered), Blob.of(new byte[64]))) {
            HttpResponse<byte[]> answer = gateway.post(
                    "attestations",
                    new InternalApi.AttestRequest(chip.device(), chip.generalKey(), evidence, "192.0.2.1"));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(text(answer)).doesNotContain("BEGIN CERTIFICATE");
        }
        gateway.post(
                "contacts",
                new InternalApi.Contacts(List.of(new InternalApi.Contact(chip.witness(), Instant.now(), 1))));
        gateway.post(
                "reports",
                new InternalApi.Reports(List.of(new InternalApi.Report(
                        chip.witness(),
                        new DeviceReport(
                                UUID.randomUUID(),
                                Instant.now(),
                                DeviceReport.Kind.UPDATE_INSTALLED,
                                Map.of("manifestVersion", "1"))))));

        Operator.in(catalogs.name(catalog), "reader")
                .get("catalogs/" + catalogs.name(catalog) + "/devices/" + chip.device())
                .statusCode(200)
                .body("trust", equalTo("UNKNOWN"))
                .body("certificateExpires", equalTo(null));
    }

    @Test
    void intercepted_evidence_works_once_and_certifies_only_the_chips_keys() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        InternalApi.AttestRequest passed = new InternalApi.AttestRequest(
                chip.device(),
                chip.generalKey(),
                chip.token(chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all()))),
                "192.0.2.1");

        HttpResponse<byte[]> first = gateway.post("attestations", passed);
        HttpResponse<byte[]> again = gateway.post("attestations", passed);

        // The gateway sees the certificates. Their private keys stay in the chip.
        assertThat(read(first, AttestResponse.class).customerCertificate()).isNotNull();
        assertThat(text(first)).doesNotContain("PRIVATE KEY");
        assertThat(again.statusCode()).isEqualTo(403);
    }

    @Test
    void a_stolen_gateway_cannot_read_operator_data() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        String name = catalogs.name(catalog);

        for (String path : List.of(
                "me",
                "catalogs",
                "catalogs/" + name,
                "catalogs/" + name + "/devices",
                "catalogs/" + name + "/devices/" + chip.device(),
                "catalogs/" + name + "/audit",
                "devices",
                "groups",
                "devices/" + chip.device(),
                "devices/" + chip.device() + "/keys",
                "groups/" + catalog + "/devices")) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(gateway.get("../../api/v1/catalogs/" + name).statusCode()).isEqualTo(400);
        assertThat(gateway.get("../../q/openapi").statusCode()).isEqualTo(400);
        JsonNode known = json.readTree(gateway.get("devices/" + chip.device() + "/assignment?"
                        + chip.witness().query())
                .body());
        assertThat(known.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "catalog", "groupId", "blocked", "part", "blockedByOperator", "revoked", "facts", "pinned");
        assertThat(text(gateway.get("authority"))).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    }

    @Test
    void a_stolen_gateway_cannot_push_software_or_read_other_images() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        UUID image = TestImages.all().getFirst().image().value();
        String target = "groups/" + catalog + "/target";

        assertThat(gateway.post(target, Map.of("version", 99)).statusCode()).isIn(404, 405);
        assertThat(gateway.post("groups/" + catalog + "/images/" + image, new byte[] {1})
                        .statusCode())
                .isIn(404, 405);
        // The catalog's image is not deployed.
        assertThat(gateway.image(catalog.value(), image, chip.witness()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_stolen_gateway_cannot_list_devices_or_groups() {
        Fleet fleet = Fleet.create();
        DeviceId device = fleet.endorsedChips(1).getFirst();
        String before = gateway.get("changes", Changes.class).next();
        fleet.claim("Production", List.of(device));
        String group = String.valueOf(
                gateway.assignment(SiliconManufacturer.witness(device)).groupId());
        deploy(fleet, "Production");

        HttpResponse<byte[]> recent = gateway.get("changes?wait=20&after=" + before);

        assertThat(text(recent))
                .contains("\"key\"")
                .doesNotContain(device.text())
                .doesNotContain(group);

        CatalogId catalog = catalogs.create();
        String earlier = gateway.get("changes", Changes.class).next();
        catalogs.list(catalog, """
                insert into outbox (catalog_id, at, kind, subject, payload, invalidated_kind, invalidated_key)
                select current_catalog_id(), now() - interval '1 hour', 'Tested', '', '{}', 'DEVICE', 'old' returning sequence""", row -> row);
        // An open transaction of a job can delay the change.
        Await.until(
                "the gateway starts over",
                () -> gateway.get("changes?after=" + earlier, Changes.class).startOver());
        assertThat(gateway.get("changes?after=" + earlier, Changes.class).changes())
                .isEmpty();
    }

    @Test
    void a_stolen_gateway_gets_no_assignment_target_or_image_without_a_witness_of_the_group() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips.subList(0, 1));
        fleet.claim("Field Test", chips.subList(1, 2));
        DeviceId stranger = new TestChip().device();
        Fleet other = Fleet.create();
        DeviceId foreign = other.endorsedChips(1).getFirst();
        other.claim("Production", List.of(foreign));
        ImageId image = deploy(fleet, "Production");
        Witness member = SiliconManufacturer.witness(chips.getFirst());
        UUID group = Objects.requireNonNull(gateway.assignment(member).groupId());
        String target = "groups/" + group + "/target?part=MT3620AN";
        String content = "groups/" + group + "/images/" + image + "?chunk=0&";
        assertThat(gateway.target(group, "MT3620AN", member).current().version())
                .isPositive();
        assertThat(gateway.image(group, image, member).statusCode()).isEqualTo(200);

        List<Witness> wrong = List.of(
                Witness.of(chips.getFirst(), Nonce.of(new byte[Nonce.LENGTH])),
                Witness.of(chips.getFirst(), "6f".repeat(16)),
                SiliconManufacturer.witness(stranger),
                Witness.of(stranger, "6f".repeat(16)),
                SiliconManufacturer.witness(chips.getLast()),
                SiliconManufacturer.witness(foreign));

        Set<String> answers = new HashSet<>();
        for (Witness witness : wrong) {
            String query = "&device=" + witness.device() + "&" + witness.query();
            answers.add(refusal(target + query));
            answers.add(refusal(content + query));
        }
        for (Witness witness : wrong.subList(0, 4)) {
            answers.add(refusal("devices/" + witness.device() + "/assignment?" + witness.query()));
        }
        answers.add(refusal(
                "groups/" + UUID.randomUUID() + "/target?part=&device=" + member.device() + "&" + member.query()));
        assertThat(answers).as("one answer, whether a device exists or not").hasSize(1);
        String generalKey = "generalKey=" + chips.getFirst().key().hex();
        for (String path : List.of(
                target,
                content,
                "devices/" + chips.getFirst() + "/assignment",
                "devices/" + chips.getFirst() + "/assignment?" + generalKey)) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void the_nonce_of_an_attestation_is_a_witness_of_its_device_for_24_hours() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        TestChip other = new TestChip();
        catalogs.claim(catalog, other);
        Nonce unanswered = devices.challenge(chip);
        devices.attest(chip, List.of());
        String nonce = chip.witness().query();
        String old = "31".repeat(Nonce.LENGTH);
        catalogs.update(catalog, """
                insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id, boot_count,
                    debug_state, remote_address, nonce, evidence, result)
                select catalog_id, device_id, at - interval '1 day', trust, policy_id, policy_version, findings, state_id, boot_count,
                    debug_state, remote_address, decode($2, 'hex'), evidence, result
                from attestation where device_id = $1""", chip.device(), old);
        String path = "devices/" + chip.device() + "/assignment?";

        assertThat(gateway.get(path + nonce).statusCode()).isEqualTo(200);
        refusal(path + "nonce=" + old);
        refusal(path + "nonce=" + unanswered.hex());
        refusal("devices/" + other.device() + "/assignment?" + nonce);
    }

    @Test
    void a_stolen_gateway_does_not_learn_the_catalog_of_a_device_that_it_never_saw() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        InternalApi.AuthoritiesRequest hello = new InternalApi.AuthoritiesRequest(chip.device(), chip.generalKey());
        String path = "devices/" + chip.device() + "/authorities?";

        assertThat(gateway.post("authorities", hello).statusCode()).isEqualTo(403);
        refusal(path + "serial=" + "6f".repeat(16));
        assertThat(gateway.get(path).statusCode()).isEqualTo(400);

        assertThat(gateway.get(path + chip.witness().query()).statusCode()).isEqualTo(200);
        devices.attest(chip, TestImages.all());
        assertThat(gateway.post("authorities", hello).statusCode()).isEqualTo(200);
    }

    @Test
    void values_that_the_database_cannot_store_are_bad_requests() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        Witness witness = chip.witness();
        String target = "groups/" + UUID.randomUUID() + "/target?part=%00&device=" + witness.device() + "&";
        Map<String, Object> contact =
                Map.of("witness", witness, "at", "+1000000000-12-31T23:59:59Z", "manifestVersion", 0);

        assertThat(gateway.get(target + witness.query()).statusCode()).isEqualTo(400);
        assertThat(gateway.post("contacts", Map.of("contacts", List.of(contact)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_serial_of_an_expired_or_revoked_certificate_or_of_another_device_is_no_witness() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        TestChip other = new TestChip();
        catalogs.claim(catalog, other);
        issued(catalog, chip, "41".repeat(16), "1 hour");
        issued(catalog, chip, "42".repeat(16), "-1 second");
        String path = "devices/" + chip.device() + "/assignment?serial=";

        assertThat(gateway.get(path + "41".repeat(16)).statusCode()).isEqualTo(200);
        refusal(path + "42".repeat(16));
        refusal("devices/" + other.device() + "/assignment?serial=" + "41".repeat(16));
        Operator.in(catalogs.name(catalog), "owner")
                .post(
                        "catalogs/" + catalogs.name(catalog) + "/device-certificates/" + "41".repeat(16) + "/revoke",
                        Map.of("cause", "KEY_COMPROMISE", "reason", "leaked"))
                .statusCode(200);
        refusal(path + "41".repeat(16));
    }

    @Test
    void contacts_and_reports_for_devices_that_a_gateway_never_saw_have_no_effect() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        TestChip seen = new TestChip();
        catalogs.claim(catalog, seen);
        issued(catalog, chip, "42".repeat(16), "-1 second");
        TestChip unclaimed = new TestChip();
        List<Witness> witnesses = List.of(
                Witness.of(chip.device(), devices.challenge(chip)),
                Witness.of(chip.device(), devices.challenge(seen)),
                Witness.of(chip.device(), "42".repeat(16)),
                Witness.of(chip.device(), "43".repeat(16)),
                unclaimed.witness(),
                seen.witness());

        HttpResponse<byte[]> contacted = gateway.post(
                "contacts",
                new InternalApi.Contacts(witnesses.stream()
                        .map(witness -> new InternalApi.Contact(witness, Instant.now(), 0))
                        .toList()));
        ReportsNotStored reported = read(
                gateway.post(
                        "reports",
                        new InternalApi.Reports(witnesses.stream()
                                .map(StolenGatewayTest::report)
                                .toList())),
                ReportsNotStored.class);

        assertThat(contacted.statusCode()).isEqualTo(204);
        assertThat(reported.refused()).containsExactlyInAnyOrder(chip.device(), unclaimed.device());
        assertThat(reported.overLimit()).isEmpty();
        Operator reader = Operator.in(catalogs.name(catalog), "reader");
        String path = "catalogs/" + catalogs.name(catalog) + "/devices/";
        reader.get(path + chip.device()).body("lastSeen", nullValue());
        reader.get(path + chip.device() + "/reports").body("items", empty());
        reader.get(path + seen.device()).body("lastSeen", notNullValue());
        reader.get(path + seen.device() + "/reports").body("items", hasSize(1));
    }

    @Test
    void revoking_a_gateway_closes_open_connections_and_is_audited() throws IOException {
        HttpClient thief = gateway.client("stolen-gateway");
        assertThat(status(thief)).isEqualTo(200);
        String fingerprint = fingerprint("stolen-gateway");

        Operator.installationOwner()
                .post("gateways/" + fingerprint + "/revoke", new Reason("stolen from the branch office"))
                .statusCode(200)
                .body("revokedAt", notNullValue())
                .body("revokedReason", equalTo("stolen from the branch office"));

        assertThat(status(thief)).isEqualTo(403);
        assertThat(status(gateway.client("stolen-gateway"))).isEqualTo(403);
        assertThat(status(gateway.client("gateway"))).isEqualTo(200);
        Operator.installationOwner()
                .post("gateways/" + fingerprint + "/revoke", new Reason("again"))
                .statusCode(409);
        Operator.installationOwner()
                .get("gateways")
                .statusCode(200)
                .body("items.findAll { it.revokedAt != null }.fingerprint", hasItem(fingerprint))
                .body("items.fingerprint", hasItem(fingerprint));
        assertThat(catalogs.list(
                        CatalogId.INSTALLATION,
                        "select actor, detail from audit_entry where catalog_id = $1 and action = 'RevokeGateway'"
                                + " and subject = '" + fingerprint + "'",
                        row -> row.getString("detail"),
                        CatalogId.INSTALLATION))
                .containsExactly("Revoked the gateway's certificate: stolen from the branch office");
    }

    @Test
    void no_connection_outlives_its_certificate() throws IOException {
        URI changes = gateway.request("changes").build().uri();
        String request = "GET " + changes.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket thief = gateway.client("brief-gateway")
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", changes.getPort())) {
            thief.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            // Reads until the backend closes the connection.
            assertThat(new String(thief.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("connection: close");
        }
        assertThat(gateway.get("changes").headers().firstValue("connection")).isEmpty();
    }

    @Test
    void a_certificate_is_listed_until_30_days_after_its_expiry() {
        String recent = expired(Duration.ofDays(29));
        String old = expired(Duration.ofDays(31));

        Operator.installationOwner()
                .get("gateways")
                .statusCode(200)
                .body("items.fingerprint", hasItem(recent))
                .body("items.fingerprint", not(hasItem(old)));
    }

    /** Stores a certificate that expired this long ago. Returns its fingerprint. */
    private String expired(Duration ago) {
        Digest fingerprint = Digest.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        catalogs.update(
                CatalogId.INSTALLATION,
                "insert into gateway_certificate (fingerprint, not_after) values ($1, $2)",
                fingerprint.bytes(),
                Instant.now().minus(ago));
        return fingerprint.hex();
    }

    @Test
    void an_unknown_certificate_is_revoked_only_on_request() {
        String never = Digest.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII))
                .hex();

        Operator.installationOwner()
                .post("gateways/" + never + "/revoke", new Reason("mistyped"))
                .statusCode(404)
                .body("detail", containsString("nothing was revoked"));
        Operator.installationOwner().get("gateways").body("items.fingerprint", not(hasItem(never)));
        Operator.installationOwner()
                .post("gateways/" + never + "/revoke", Map.of("reason", "lost on the way", "evenIfUnknown", true))
                .statusCode(200)
                .body("firstSeen", nullValue());
    }

    @Test
    void an_invalid_fingerprint_revokes_nothing() {
        Operator.installationOwner()
                .post("gateways/ab:cd/revoke", new Reason("mistyped"))
                .statusCode(400);
        Operator.in(Operator.newCatalog(), "owner")
                .post("gateways/" + "ab".repeat(32) + "/revoke", new Reason("not mine to do"))
                .statusCode(403);
    }

    /** Deploys a new image to a group of a fleet. */
    private static ImageId deploy(Fleet fleet, String group) {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/" + group + "/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        return image.metadata().image();
    }

    /** Adds a certificate of a device. {@code validFor} is an SQL interval. */
    private void issued(CatalogId catalog, TestChip device, String serial, String validFor) {
        catalogs.list(catalog, """
                insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
                select current_catalog_id(), decode($1, 'hex'), $2, 'UPDATE', now() - interval '1 day', now() + $3::text::interval
                returning serial""", row -> row, serial, device.device(), validFor);
    }

    private static InternalApi.Report report(Witness witness) {
        return new InternalApi.Report(
                witness, new DeviceReport(UUID.randomUUID(), Instant.now(), DeviceReport.Kind.APP_EVENT, Map.of()));
    }

    /** Asserts that a request is refused; returns the response without the ID of the request. */
    private String refusal(String path) {
        HttpResponse<byte[]> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(path + " " + text(answer)).isEqualTo(403);
        assertThat(text(answer)).contains("device-refused");
        return text(answer).replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    /** Returns the status of the response to a request for changes. */
    private int status(HttpClient client) {
        return Gateway.send(client, gateway.request("changes").GET().build()).statusCode();
    }

    /** Returns the SHA-256 digest of a certificate file. */
    private String fingerprint(String name) throws IOException {
        try (var pem = new ByteArrayInputStream(Files.readAllBytes(infrastructure.resolveSibling(name + ".pem")))) {
            return Digest.sha256(CertificateFactory.getInstance("X.509")
                            .generateCertificate(pem)
                            .getEncoded())
                    .hex();
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    /** Reads the JSON of a successful response. */
    private <T> T read(HttpResponse<byte[]> answer, Class<T> type) throws IOException {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return json.readValue(answer.body(), type);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
