package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.update.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every operation with what makes a device trusted or not, done once as it should be done.
 *
 * @param vertx what runs the statements that an attestation stands for
 * @param transactions likewise
 */
record TrustOperations(Vertx vertx, Transactions transactions) {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";
    private static final String ATTESTED = """
            with suspected as (
                insert into suspicion (catalog_id, device_id, kind, first_seen, last_seen, count, detail, remote_address)
                values ($1, $2, 'TWO_PLACES', now(), now(), 1, '', '')
            ), state as (
                insert into attested_state (catalog_id, state_id, measurements, evidence_part, used_on)
                values ($1, sha256(''), '[]', '', current_date)
            )
            insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings, state_id,
                boot_count, debug_state, remote_address, nonce, evidence, result)
            values ($1, $2, now(), 'TRUSTED', 'attestation/default', 1, '[]', sha256(''), 1, 'ENABLED', '',
                substr($2, 1, 32), $2, $2)
            returning attestation_id""";

    /** Does them, and notes the status of each; returns the number of an attestation. */
    long doAll(Fleet fleet, Operator owner, DeviceId chip, Map<String, Integer> real) {
        CatalogId catalog = new CatalogId(UUID.fromString(
                owner.get("catalogs/" + fleet.catalog()).extract().path("id")));
        long attestation = OnVertx.await(
                vertx,
                () -> transactions.sqlInCatalog(
                        catalog, sql -> sql.one(ATTESTED, row -> row.getLong("attestation_id"), catalog, chip)));
        OnVertx.await(
                vertx,
                () -> transactions.sqlInCatalog(
                        catalog, sql -> sql.update(RevocationOperations.CERTIFICATES, catalog, chip)));
        RevocationOperations.doAllToCertificates(fleet, owner, chip, real);
        real.put(
                "PUT " + CATALOG + "/attestation-retention",
                status(owner.request()
                        .contentType("application/json")
                        .body("{\"days\": 30}")
                        .put(OperatorApi.BASE + fleet.path("attestation-retention"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/reference-values",
                status(owner.post(
                        fleet.path("reference-values"),
                        Map.of(
                                "values",
                                List.of(Map.of(
                                        "type",
                                        "Applications",
                                        "component",
                                        "2".repeat(8) + "-2222-3333-4444-555555555555",
                                        "image",
                                        "2".repeat(8) + "-2222-3333-4444-555555555555",
                                        "name",
                                        "json",
                                        "digest",
                                        "cd".repeat(32),
                                        "securityVersion",
                                        1))))));
        real.put(
                "POST " + CATALOG + "/reference-values/csv",
                status(owner.upload(
                        fleet.path("reference-values/csv"),
                        "text/csv",
                        (ReferenceImport.HEADER + "\nApplications," + "1".repeat(8) + "-2222-3333-4444-555555555555,"
                                        + "1".repeat(8) + "-2222-3333-4444-555555555555,other," + "ab".repeat(32)
                                        + ",1")
                                .getBytes(StandardCharsets.US_ASCII))));
        ImagePackage tentative = Packages.application(Packages.newComponent(), "tentative");
        owner.upload(fleet.path("images?tentative=true"), "application/octet-stream", tentative.bytes())
                .statusCode(201);
        String value = "reference-values/" + tentative.metadata().component() + "/"
                + tentative.metadata().image() + "/";
        String variable = CATALOG + "/reference-values/{component}/{image}/";
        real.put("POST " + variable + "confirmation", status(owner.post(fleet.path(value + "confirmation"), Map.of())));
        real.put("GET " + variable + "retirement", status(owner.get(fleet.path(value + "retirement"))));
        real.put(
                "POST " + variable + "retirement",
                status(owner.post(fleet.path(value + "retirement"), Map.of("reason", "a hole"))));
        real.put(
                "DELETE " + variable + "retirement",
                status(owner.request()
                        .delete(OperatorApi.BASE + fleet.path(value + "retirement"))
                        .then()));
        real.put(
                "POST " + CATALOG + "/devices/{deviceId}/suspicions/{kind}/dismissal",
                status(owner.post(
                        fleet.path("devices/" + chip + "/suspicions/TWO_PLACES/dismissal"),
                        Map.of("reason", "two uplinks"))));
        return attestation;
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }
}
