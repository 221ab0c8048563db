package dev.holdfast.backend.attestation.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of attestations, and downloads of stored evidence and results. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RetainAttestationsTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    RetainAttestations retainAttestations;

    private final TestChip chip = new TestChip();
    private CatalogId catalog;
    private Operator owner;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        owner = Operator.in(catalogs.name(catalog), "owner");
    }

    @Test
    void expired_attestations_are_deleted_except_the_newest() {
        TestChip silent = new TestChip();
        catalogs.claim(catalog, silent);
        attestedLongAgo(chip, 4);
        attestedLongAgo(silent, 2);
        devices.attest(chip, TestImages.all());
        put("{\"days\": 30}").statusCode(200).body("days", equalTo(30));

        // Four attestations of the first device, which attested again today, and the older one of the silent device.
        assertThat(TestCatalog.await(() -> retainAttestations.prune(catalog))).isEqualTo(5);

        assertThat(count(chip)).isEqualTo(1);
        assertThat(count(silent)).isEqualTo(1);
        assertThat(TestCatalog.await(() -> retainAttestations.prune(catalog))).isZero();
        owner.get(path("audit")).body("items.detail", hasItem("Deleted 5 attestations older than 30 days."));
    }

    @Test
    void attestations_of_other_catalogs_are_kept() {
        attestedLongAgo(chip, 4);
        CatalogId other = catalogs.create();

        TestCatalog.await(() -> retainAttestations.prune(other));

        assertThat(count(chip)).isEqualTo(4);
    }

    @Test
    void attestations_of_deleted_catalogs_expire() {
        attestedLongAgo(chip, 4);
        catalogs.list(
                catalog,
                "update catalog set deleted_at = now() where catalog_id = $1 returning 1",
                row -> row,
                catalog);

        TestCatalog.await(() -> retainAttestations.prune());

        assertThat(count(chip)).isEqualTo(1);
    }

    /** The database function keeps all attestations of the last 23 hours, whatever time it is given. */
    @Test
    void attestations_with_live_nonces_cannot_be_deleted() {
        attestedLongAgo(chip, 1);
        devices.attest(chip, TestImages.all());
        devices.attest(chip, TestImages.all());

        catalogs.list(catalog, "select prune_attestations(now() + interval '1 year', 100)", row -> row);

        assertThat(count(chip)).isEqualTo(2);
    }

    @Test
    void shared_states_are_deleted_with_the_last_attestation() {
        state("named", 100);
        // Not used for 100 days. The state "new" was used today, and is kept.
        state("nobodys", 100);
        state("new", 0);
        attestedLongAgo(chip, 1, "named");

        TestCatalog.await(() -> retainAttestations.prune(catalog));

        assertThat(catalogs.list(
                        catalog,
                        "select convert_from(evidence_part, 'UTF8') as name from attested_state where catalog_id = $1",
                        row -> row.getString("name"),
                        catalog))
                .containsExactlyInAnyOrder("named", "new");
    }

    @Test
    void the_default_is_90_days_and_invalid_values_are_refused() {
        owner.get(path("attestation-retention")).statusCode(200).body("days", equalTo(90));
        put("{\"days\": 0}").statusCode(400).body("errors[0].field", equalTo("days"));
        put("{\"days\": 3651}").statusCode(400);
        put("{\"days\": 3650}").statusCode(200);
        owner.get(path("attestation-retention")).body("days", equalTo(3650));
    }

    @Test
    void evidence_and_result_are_downloaded_unchanged() throws FormatException {
        devices.attest(chip, TestImages.all());
        String attestations = path("devices/" + chip.device() + "/attestations");
        int id = owner.get(attestations).extract().path("items[0].id");

        for (String token : List.of("evidence", "result")) {
            byte[] file = owner.get(attestations + "/" + id + "/" + token)
                    .statusCode(200)
                    .contentType("application/eat+cwt")
                    .extract()
                    .asByteArray();
            assertThat(catalogs.list(
                            catalog,
                            "select " + token + " from kept_attestation where attestation_id = $1",
                            row -> row.getBuffer(0).getBytes(),
                            (long) id))
                    .containsExactly(file);
        }
        byte[] evidence =
                owner.get(attestations + "/" + id + "/evidence").extract().asByteArray();
        assertThat(EvidenceFormat.verify(evidence).device()).isEqualTo(chip.device());
        owner.get(attestations + "/" + Long.MAX_VALUE + "/evidence").statusCode(404);
    }

    /** Adds the shared part of evidence. Its content is {@code name}. */
    private void state(String name, int daysAgo) {
        catalogs.list(catalog, """
                insert into attested_state (catalog_id, state_id, measurements, evidence_part, used_on)
                values ($1, sha256(convert_to($2, 'UTF8')), '[]', convert_to($2, 'UTF8'),
                    current_date - $3::int) returning 1""", row -> row, catalog, name, daysAgo);
    }

    /** Adds attestations from 100 days ago. */
    private void attestedLongAgo(TestChip by, int times) {
        attestedLongAgo(by, times, "");
    }

    /**
     * Adds attestations from 100 days ago that use the shared part of evidence {@code state}. Their nonces are digests of parts of the
     * device ID, to be unique.
     */
    private void attestedLongAgo(TestChip by, int times, String state) {
        for (int i = 1; i <= times; i++) {
            catalogs.list(catalog, """
                    insert into attestation (catalog_id, device_id, at, trust, policy_id, policy_version, findings,
                        state_id, boot_count, debug_state, remote_address, nonce, evidence, result)
                    values ($1, $2, now() - interval '100 days', 'TRUSTED', 'attestation/default', 1, '[]',
                        sha256(convert_to($4, 'UTF8')), 1,
                        'ENABLED', '', sha256(substr($2::bytea, $3::int)), '', '')
                    returning 1""", row -> row, catalog, by.device(), i, state);
        }
    }

    private long count(TestChip by) {
        return catalogs.ofDevice(
                catalog,
                by.device(),
                "select count(*) as rows from attestation where catalog_id = $1 and device_id = $2",
                row -> row.getLong("rows"));
    }

    /** Changes the catalog's retention. */
    private ValidatableResponse put(String body) {
        return owner.request()
                .contentType(ContentType.JSON)
                .body(body)
                .put(OperatorApi.BASE + path("attestation-retention"))
                .then();
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
