package dev.holdfast.backend.attestation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.installation.EveryPage;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attestation for gateways and operators. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AttestationApiTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @Inject
    KeyVault vault;

    @Inject
    ObjectMapper json;

    private final TestChip chip = new TestChip();

    @Test
    void operators_see_attestations_made_through_the_gateway() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);

        HttpResponse<byte[]> answer = attest(TestImages.all());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readValue(answer.body(), AttestResponse.class).outcome())
                .isEqualTo(AttestResponse.Outcome.TRUSTED);
        Operator.in(catalogs.name(catalog), "reader")
                .get("catalogs/" + catalogs.name(catalog) + "/devices/" + chip.device() + "/attestations?limit=1")
                .statusCode(200)
                .body("items.trust", contains("TRUSTED"))
                .body("items[0].measurements[0].type", equalTo("OneBl"))
                .body("items[0].measurements[0].verdict", equalTo("CURRENT"))
                .body("items[0].remoteAddress", equalTo("127.0.0.1"));
    }

    @Test
    void attestations_of_a_device_are_read_page_by_page_newest_first() throws IOException {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        for (int times = 0; times < 3; times++) {
            assertThat(attest(TestImages.all()).statusCode()).isEqualTo(200);
        }

        List<Map<String, Object>> all = EveryPage.of(
                Operator.in(catalogs.name(catalog), "reader"),
                "catalogs/" + catalogs.name(catalog) + "/devices/" + chip.device() + "/attestations",
                1);

        assertThat(all).hasSize(3);
        assertThat(all.stream()
                        .map(attestation -> Instant.parse(String.valueOf(attestation.get("at"))))
                        .toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void a_refusal_gives_the_gateway_a_detail_for_its_log() throws IOException {
        HttpResponse<byte[]> answer =
                gateway.post("challenges", new ChallengeRequest(chip.device(), chip.generalKey()));

        assertThat(answer.statusCode()).isEqualTo(403);
        Problem problem = json.readValue(answer.body(), Problem.class);
        assertThat(problem.type()).isEqualTo(ProblemType.DEVICE_REFUSED.uri());
        assertThat(problem.detail()).contains("no silicon manufacturer");
    }

    @Test
    void a_malformed_request_is_a_client_error() {
        Map<String, String> incomplete = Map.of("device", chip.device().text());

        assertThat(gateway.post("challenges", Map.of("device", "12")).statusCode())
                .isEqualTo(400);
        assertThat(gateway.post("challenges", incomplete).statusCode()).isEqualTo(400);
        assertThat(gateway.post("attestations", incomplete).statusCode()).isEqualTo(400);
    }

    @Test
    void without_the_authoritys_key_attestation_is_unavailable_and_stores_nothing() throws IOException {
        CatalogId catalog = catalogs.createWithoutAuthority();
        catalogs.claim(catalog, chip);

        HttpResponse<byte[]> answer = attest(TestImages.all());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(catalogs.list(catalog, "select 1 from attestation where catalog_id = $1", row -> row, catalog))
                .isEmpty();
    }

    @Test
    void the_attestations_of_a_foreign_catalogs_device_do_not_exist() {
        CatalogId catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        String path = "/devices/" + chip.device() + "/attestations";
        String other = catalogs.name(catalogs.create());
        Operator stranger = Operator.in(other, "owner");

        stranger.get("catalogs/" + catalogs.name(catalog) + path).statusCode(404);
        stranger.get("catalogs/" + other + path).statusCode(404);
    }

    @Test
    void anyone_may_read_the_public_keys_of_the_installation() {
        given().get("/api/v1/trust")
                .then()
                .statusCode(200)
                .body("rootCertificate", equalTo(vault.root().pem()))
                .body("setKeys", hasSize(greaterThan(0)))
                .body("capabilityKey", equalTo(vault.capabilityKey().publicKey().hex()))
                .body("resultKey", equalTo(vault.resultKey().publicKey().hex()));
    }

    @Test
    void each_new_catalog_has_its_own_authority() {
        String catalog = Operator.newCatalog();

        Operator.in(catalog, "reader")
                .get("catalogs/" + catalog + "/certificates")
                .statusCode(200)
                .body("subject", allOf(startsWith("CN=Holdfast "), endsWith(",O=Holdfast")))
                .body("chain", startsWith("-----BEGIN CERTIFICATE-----"));
    }

    private HttpResponse<byte[]> attest(List<ReferenceValue> images) throws IOException {
        HttpResponse<byte[]> challenge =
                gateway.post("challenges", new ChallengeRequest(chip.device(), chip.generalKey()));
        var evidence =
                chip.evidence(json.readValue(challenge.body(), Challenge.class).nonce(), TestImages.measured(images));
        return gateway.post(
                "attestations", new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1"));
    }
}
