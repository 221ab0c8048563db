package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.audit.SealAuditLogs;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconMaker;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.update.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The status that the OpenAPI document tells of an operation is the one that it has; each is done once. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DocumentedStatusTest {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";
    private static final String DEPLOYMENTS = CATALOG + "/products/{product}/groups/{group}/deployments";

    @Inject
    SealAuditLogs seal;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Test
    void the_documented_status_is_the_real_one() {
        Map<String, Integer> real = everyOperation();

        Document.read()
                .operations()
                .forEach((operation, described) -> assertThat(Document.map(described, "responses").entrySet().stream()
                                .filter(response -> response.getKey().startsWith("2"))
                                .filter(response -> !isAskedFor(response))
                                .map(Map.Entry::getKey))
                        .as(operation)
                        .containsExactly(String.valueOf(real.get(operation))));
        assertThat(real.keySet()).isEqualTo(Document.read().operations().keySet());
    }

    /** What the answer is where a second person is needed, which nobody is here. */
    private static boolean isAskedFor(Map.Entry<String, Object> response) {
        return response.getKey().equals("202")
                && response.getValue().toString().contains("#/components/schemas/ApprovalView");
    }

    /** Does everything once, as it should be done. */
    private Map<String, Integer> everyOperation() {
        Map<String, Integer> real = new TreeMap<>();
        Fleet fleet = Fleet.create();
        Operator owner = Operator.installationOwner();
        List<DeviceId> chips = fleet.endorsedChips(1);
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        String imageId = image.metadata().image().text();

        real.put(
                "POST " + OperatorApi.BASE + "catalogs",
                status(owner.post("catalogs", Map.of("name", fleet.catalog() + "x", "displayName", "Another"))));
        real.put(
                "POST " + OperatorApi.BASE + "endorsements",
                status(owner.upload(
                        "endorsements",
                        "application/jose",
                        SiliconMaker.endorse(chips).getBytes(StandardCharsets.US_ASCII))));
        real.put(
                "POST " + CATALOG + "/products",
                status(owner.post(fleet.path("products"), Map.of("name", "Kettle", "description", ""))));
        real.put("POST " + CATALOG + "/devices/claim", status(fleet.claim("Production", chips)));
        Map<String, Object> ids = Map.of("deviceIds", List.of(chips.getFirst().text()));
        real.put(
                "POST " + CATALOG + "/devices/claim-challenge",
                status(owner.post(fleet.path("devices/claim-challenge"), ids)));
        real.put(
                "PUT " + CATALOG + "/devices/{deviceId}/description",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("name", "Kitchen", "tags", List.of("lab"), "notes", ""))
                        .put(OperatorApi.BASE + fleet.path("devices/" + chips.getFirst() + "/description"))
                        .then()));
        DeviceListOperations.doAll(fleet, owner, real);
        RevocationOperations.doAll(fleet, owner, chips.getFirst(), real);
        InstallationOperations.doAll(owner, chips.getFirst(), real);
        real.put(
                "POST " + CATALOG + "/images",
                status(owner.upload(fleet.path("images"), "application/octet-stream", image.bytes())));
        ValidatableResponse deployment = owner.post(
                fleet.path("products/Thermostat/groups/Production/deployments"), Map.of("imageIds", List.of(imageId)));
        real.put("POST " + DEPLOYMENTS, status(deployment));
        real.put(
                "PUT " + CATALOG + "/products/{product}/groups/{group}/connection",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("requiresPostQuantum", false, "reason", "A try"))
                        .put(OperatorApi.BASE + fleet.path("products/Thermostat/groups/Production/connection"))
                        .then()));
        real.put(
                "GET " + CATALOG + "/products/{product}/groups/{group}/connection-impact",
                status(owner.get(fleet.path("products/Thermostat/groups/Production/connection-impact"))));

        new PolicyOperations(fleet, owner, real).perform();
        MemberOperations.doAll(fleet, owner, real);
        long attestation = new TrustOperations(vertx, transactions).doAll(fleet, owner, chips.getFirst(), real);
        real.put(
                "PUT " + CATALOG + "/certificates/lifetime",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("hours", 12))
                        .put(OperatorApi.BASE + fleet.path("certificates/lifetime"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/certificates/authorities/{serial}/proof",
                status(owner.post(
                        fleet.path("certificates/authorities/.default/proof"), Map.of("verificationCode", "abc"))));
        String id = deployment.extract().path("id");
        for (String path : List.of("trust", "me")) {
            real.put("GET " + OperatorApi.BASE + path, status(owner.get(path)));
        }
        OnVertx.await(vertx, seal::run);
        Fleet buyer = Fleet.create();
        TransferOperations.doAll(fleet, buyer, real);
        for (String path : List.of(
                "",
                "/departed-devices",
                "/transfers",
                "/overview",
                "/products",
                "/products/{product}/groups",
                "/devices",
                "/devices/{deviceId}",
                "/device-certificates",
                "/capability-files",
                "/devices/{deviceId}/description",
                "/devices/{deviceId}/attestations",
                "/devices/{deviceId}/attestations/{attestation}/evidence",
                "/devices/{deviceId}/attestations/{attestation}/result",
                "/devices/{deviceId}/suspicions",
                "/suspicions",
                "/verifier-outages",
                "/attestation-retention",
                "/reference-values",
                "/devices/{deviceId}/reports",
                "/images",
                "/images/{imageId}/content",
                "/products/{product}/groups/{group}/deployments",
                "/products/{product}/groups/{group}/deployments/{deployment}",
                "/deployments",
                "/deployments/{id}",
                "/deployments/{id}/devices",
                "/audit",
                "/audit/verification",
                "/audit/export",
                "/audit/key",
                "/audit/checkpoint",
                "/audit/entries/{sequence}/proof",
                "/audit/tile/{path}",
                "/certificates",
                "/certificates/bundle",
                "/certificates/lifetime",
                "/certificates/authorities",
                "/certificates/authorities/{serial}",
                "/certificates/authorities/{serial}/chain")) {
            String filled = path.replace("{product}", "Thermostat")
                    .replace("{sequence}", "1")
                    .replace("{path}", "0/000.p/1")
                    .replace("{group}", "Production")
                    .replace("{deviceId}", chips.getFirst().text())
                    .replace("{imageId}", imageId)
                    .replace("{serial}", ".default")
                    .replace("{deployment}", ".default")
                    .replace("attestations/{attestation}", "attestations/" + attestation)
                    .replace("{id}", id);
            real.put("GET " + CATALOG + path, status(owner.get("catalogs/" + fleet.catalog() + filled)));
            if (path.startsWith("/audit")) {
                real.put("GET " + OperatorApi.BASE + path.substring(1), status(owner.get(filled.substring(1))));
            }
        }
        String consistency = "audit/consistency";
        real.put("GET " + CATALOG + "/" + consistency, status(owner.get(fleet.path(consistency) + "?from=1")));
        real.put("GET " + OperatorApi.BASE + consistency, status(owner.get(consistency + "?from=1")));
        return real;
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }
}
