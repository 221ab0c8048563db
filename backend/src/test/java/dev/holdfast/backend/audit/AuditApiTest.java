package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.MerkleProof;
import dev.holdfast.contract.tlog.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** API of the audit log: consistency proofs, the installation's log, and values before and after a change. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditApiTest {
    @Inject
    SealAuditLogs seal;

    @Inject
    Vertx vertx;

    private Fleet fleet;
    private Operator owner;

    @BeforeEach
    void a_catalog() {
        fleet = Fleet.create();
        owner = fleet.owner();
    }

    @Test
    void consistency_is_proved_from_any_earlier_checkpoint() throws Exception {
        sealAll();
        Checkpoint earlier = checkpoint(owner, fleet.path("audit"));
        for (int i = 0; i < 5; i++) {
            lifetime(12 + i);
        }
        sealAll();

        assertThat(proves(owner, fleet.path("audit"), earlier)).isTrue();
        // A checkpoint of more entries than the log has.
        owner.get(fleet.path("audit/consistency?from=100000"))
                .statusCode(409)
                .body("detail", containsString("entries were removed"));
        owner.get(fleet.path("audit/consistency")).statusCode(400);
        owner.get(fleet.path("audit/consistency?from=0")).statusCode(400);
    }

    @Test
    void only_installation_roles_read_and_verify_the_installation_log() throws Exception {
        Operator reader = new Operator(Tokens.of("rita", "/installation/reader"));
        revokeGateway("cd".repeat(32));
        sealAll();
        Checkpoint earlier = checkpoint(reader, "audit");
        revokeGateway("ab".repeat(32));
        sealAll();

        reader.get("audit?filter=action:RevokeGateway")
                .statusCode(200)
                .body("items.subject", hasItem("ab".repeat(32)))
                .body("items.action", everyItem(equalTo("RevokeGateway")))
                .body("items[0].after", hasEntry("revoked", true));
        reader.get("audit/verification").statusCode(200).body("intact", equalTo(true));
        assertThat(proves(reader, "audit", earlier)).isTrue();
        reader.get("audit/entries/1/proof").statusCode(200).body("index", equalTo(0));
        reader.get("audit/export").statusCode(200);
        reader.get("audit/key").body(containsString("holdfast/audit/installation"));
        owner.get("audit").statusCode(403).body("detail", containsString("a role in the installation"));
        reader.get(fleet.path("audit")).statusCode(200).body("items.action", not(hasItem("RevokeGateway")));
    }

    private static void revokeGateway(String fingerprint) {
        Operator.installationOwner()
                .post("gateways/" + fingerprint + "/revoke", Map.of("reason", "A try", "evenIfUnknown", true));
    }

    @Test
    void entries_record_values_before_and_after() {
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        String device = chips.getFirst().text();
        for (String name : List.of("Kitchen", "Cellar")) {
            owner.request()
                    .contentType("application/json")
                    .body(Map.of("name", name, "tags", List.of(), "notes", ""))
                    .put(OperatorApi.BASE + fleet.path("devices/" + device + "/description"))
                    .then()
                    .statusCode(200);
        }
        entry("DescribeDevice").body("items[0].before", equalTo(Map.of("name", "Kitchen")));
        entry("DescribeDevice").body("items[0].after", equalTo(Map.of("name", "Cellar")));

        String first = deploy();
        String second = deploy();
        entry("StartDeployment")
                .body("items[0].before.images", contains(first))
                .body("items[0].after.images", contains(second))
                .body("items[0].before.manifestVersion", equalTo(1))
                .body("items[0].after.manifestVersion", equalTo(2))
                .body("items[1].before", equalTo(null));

        owner.post(fleet.path("devices/block"), Map.of("deviceIds", List.of(device), "reason", "Stolen"))
                .statusCode(200);
        entry("BlockDevices")
                .body("items[0].before", hasEntry("blocked", false))
                .body("items[0].after", hasEntry("blocked", true));

        String value = owner.get(fleet.path("reference-values")).extract().path("items[0].component");
        String image = owner.get(fleet.path("reference-values")).extract().path("items[0].image");
        owner.post(fleet.path("reference-values/" + value + "/" + image + "/retirement"), Map.of("reason", "Old"))
                .statusCode(200);
        entry("RetireReferenceValue")
                .body("items[0].before", hasEntry("state", "PERMANENT"))
                .body("items[0].after", hasEntry("state", "RETIRED"));
    }

    /** Returns the entries of an action, newest first. */
    private ValidatableResponse entry(String action) {
        return owner.get(fleet.path("audit?filter=action:" + action)).statusCode(200);
    }

    /** Deploys a new image and returns its ID. */
    private String deploy() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        owner.upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        owner.post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        return image.metadata().image().text();
    }

    /** Changes the lifetime of certificates, to write an audit entry. */
    private void lifetime(int hours) {
        owner.request()
                .contentType("application/json")
                .body(Map.of("hours", hours))
                .put(OperatorApi.BASE + fleet.path("certificates/lifetime"))
                .then()
                .statusCode(200);
    }

    /** Returns whether the log proves that its newest checkpoint continues an earlier one. */
    private static boolean proves(Operator who, String log, Checkpoint earlier) throws Exception {
        JsonPath proof = who.get(log + "/consistency?from=" + earlier.size())
                .statusCode(200)
                .extract()
                .jsonPath();
        Checkpoint newest = key(who, log).open(proof.getString("checkpoint"));
        assertThat(newest.size()).isGreaterThan(earlier.size());
        return MerkleProof.isConsistent(
                earlier,
                newest,
                proof.<String>getList("hashes").stream().map(Digest::parse).toList());
    }

    /** Reads the newest checkpoint of a log, such as {@code audit}, and verifies its signature. */
    private static Checkpoint checkpoint(Operator who, String log) throws Exception {
        return key(who, log)
                .open(who.get(log + "/checkpoint").statusCode(200).extract().asString());
    }

    /** Reads the key that verifies the log's checkpoints. */
    private static VerifierKey key(Operator who, String log) {
        return VerifierKey.parse(who.get(log + "/key").extract().asString().strip());
    }

    /**
     * Adds all new entries to the hash trees and signs checkpoints, as a schedule does in production. The first run can lose against the
     * schedule, which read fewer entries.
     */
    private void sealAll() {
        OnVertx.await(vertx, seal::run);
        OnVertx.await(vertx, seal::run);
    }
}
