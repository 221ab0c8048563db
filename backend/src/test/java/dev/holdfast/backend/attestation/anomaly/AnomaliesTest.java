package dev.holdfast.backend.attestation.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.TestRollout;
import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.problem.ProblemType;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clones and manipulated devices cause anomalies. Honest devices cause none. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AnomaliesTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Anomalies anomalies;

    @Inject
    Schedule schedule;

    @Inject
    KeyVault vault;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    private final TestChip chip = new TestChip();
    private final TestChip other = new TestChip();
    private CatalogId catalog;
    private Operator owner;

    @BeforeEach
    void claim() {
        // The schedule takes anomalies from memory some time before they are in the database.
        schedule.pause();
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        catalogs.claim(catalog, other);
        owner = Operator.in(catalogs.name(catalog), "owner");
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void a_clone_with_its_own_boot_counter_is_found_and_reported() {
        attest(5);
        backdate();

        attest(3);

        anomalies().body("items.kind", contains("COUNTER_ROLLBACK")).body("items[0].count", equalTo(1));
        assertThat(events()).containsExactly("COUNTER_ROLLBACK");
        owner.get(path("overview")).body("anomalous", equalTo(1));
    }

    @Test
    void foreign_evidence_is_an_anomaly_of_the_sender() {
        Evidence stolen = other.evidence(devices.challenge(other), TestImages.measured(TestImages.all()));

        refused(new AttestRequest(chip.device(), chip.generalKey(), other.token(stolen), "192.0.2.1"));

        anomalies().body("items.kind", contains("EVIDENCE_DEVICE_MISMATCH"));
        owner.get(path("devices/" + other.device() + "/anomalies")).body("items", empty());
    }

    @Test
    void a_connection_without_the_endorsed_key_causes_no_anomaly() {
        Evidence stolen = other.evidence(devices.challenge(other), TestImages.measured(TestImages.all()));

        refused(new AttestRequest(chip.device(), new TestChip().generalKey(), other.token(stolen), "192.0.2.1"));

        anomalies().body("items", empty());
    }

    @Test
    void a_thousand_refusals_are_one_row_and_one_event() {
        Evidence foreign = chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), TestImages.measured(TestImages.all()));
        AttestRequest request = request(chip, foreign);
        for (int i = 0; i < 1_000; i++) {
            refused(request);
        }

        anomalies().body("items.kind", contains("NONCE_NOT_ISSUED")).body("items[0].count", equalTo(1_000));
        refused(request);
        anomalies().body("items", hasSize(1)).body("items[0].count", equalTo(1_001));
        assertThat(events()).containsExactly("NONCE_NOT_ISSUED");
    }

    @Test
    void a_repeated_request_causes_no_anomaly() {
        Evidence evidence = chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all()));
        devices.request(request(chip, evidence));

        refused(request(chip, evidence));

        anomalies().body("items", empty());
    }

    @Test
    void different_evidence_over_a_spent_nonce_is_an_anomaly() {
        Nonce nonce = devices.challenge(chip);
        devices.request(request(chip, chip.evidence(nonce, TestImages.measured(TestImages.all()))));

        refused(request(chip, chip.evidence(nonce, List.of())));

        anomalies().body("items.kind", contains("NONCE_REUSED"));
    }

    @Test
    void replayed_evidence_is_an_anomaly_and_late_evidence_is_not() {
        refused(request(chip, chip.evidence(challengeOf(Duration.ofSeconds(90)), List.of())));
        anomalies().body("items", empty());

        refused(request(chip, chip.evidence(challengeOf(Duration.ofHours(1)), List.of())));
        anomalies().body("items.kind", contains("EVIDENCE_TOO_OLD"));
    }

    @Test
    void a_device_that_attests_in_a_loop_is_slowed_and_an_anomaly() {
        for (int i = 0; i < 30; i++) {
            attest(1);
        }

        assertThatThrownBy(() -> attest(1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ProblemType.RATE_LIMITED));
        anomalies().body("items.kind", contains("LOOP"));
        // Two certificates for each of the 30 attestations.
        assertThat(certificates()).isEqualTo(60);
        devices.attest(other, TestImages.all());

        catalogs.list(
                catalog, "update device set attest_hour = attest_hour - interval '1 hour' returning 1", row -> row);
        attest(1);
    }

    @Test
    void a_device_without_its_update_for_a_day_is_an_anomaly_unless_it_failed_or_was_off() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        attest(1);
        anomalies().body("items", empty());

        behindForADay("update_version = 7, update_step = 'FAILED'");
        attest(1);
        anomalies().body("items", empty());

        behindForADay(
                "update_version = 0, update_step = '', last_attestation = last_attestation - interval '25 hours'");
        attest(1);
        anomalies().body("items", empty());

        behindForADay("update_version = 0, update_step = ''");
        attest(1);
        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
    }

    @Test
    void a_return_to_earlier_software_is_an_anomaly_after_a_day_unless_the_device_reported_it() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        behindForADay("update_version = 7, update_step = 'RETURNED', update_code = 'did-not-boot'");
        attest(1);
        anomalies().body("items", empty());

        behindForADay("update_code = ''");
        attest(1);
        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
    }

    @Test
    void a_missing_update_of_a_group_that_holds_all_updates_is_no_anomaly() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        catalogs.list(
                catalog,
                "update device_group set update_policy = 'NoUpdates' where target_manifest = 7 returning 1",
                row -> row);
        behindForADay("update_version = 7, update_step = 'HELD', update_code = 'update/NoUpdates'");
        attest(1);
        anomalies().body("items", empty());
    }

    @Test
    void a_missing_update_that_the_update_policy_holds_is_no_anomaly() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        owner.post(
                        path("policies/update-catalog/versions"),
                        Map.of("policy", "title: Freeze\ndescription: For tests.\nrules: []\n", "comment", "A try"))
                .statusCode(201);
        owner.post(path("policies/update-catalog/activations"), Map.of("version", 1, "comment", "A try"))
                .statusCode(200);
        behindForADay("update_version = 7, update_step = 'HELD', update_code = 'update/catalog'");
        attest(1);
        anomalies().body("items", empty());

        behindForADay("update_code = 'update/group-" + catalog + "'");
        attest(1);
        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
    }

    @Test
    void only_open_devices_of_a_running_rollout_are_expected_to_have_its_images() {
        catalogs.deploy(catalog, TestImages.APPLICATION, 7);
        TestRollout rollout = TestRollout.of(catalogs, catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 8);
        attest(1);
        assertThat(isBehind()).as("not open").isFalse();

        rollout.open(chip);
        attest(1);
        assertThat(isBehind()).isTrue();

        rollout.become("HALTED");
        attest(1);
        assertThat(isBehind()).as("not offered").isFalse();

        rollout.become("RUNNING");
        attest(1);
        behindForADay("pinned_at = now(), pinned_by = 'olivia', pinned_reason = 'In use'");
        attest(1);
        anomalies().body("items", empty());

        behindForADay("pinned_at = null, pinned_by = null, pinned_reason = null");
        attest(1);
        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
    }

    @Test
    void a_device_that_attests_less_than_daily_without_its_update_is_an_anomaly() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        for (int pause = 1; pause <= 2; pause++) {
            anomalies().body("items", empty());
            behindForADay("last_attestation = last_attestation - interval '25 hours'");
            attest(1);
        }

        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
    }

    @Test
    void a_dismissed_missing_update_is_an_anomaly_again_after_another_day() {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        behindForADay("update_version = 0, update_step = ''");
        attest(1);
        anomalies().body("items.kind", contains("UPDATE_WITHHELD"));
        owner.post(
                        path("devices/" + chip.device() + "/anomalies/UPDATE_WITHHELD/dismissal"),
                        Map.of("reason", "The gateway was down."))
                .statusCode(200);

        attest(1);
        anomalies();
        owner.get(path("anomalies?filter=is:open")).body("items", empty());

        catalogs.list(
                catalog,
                "update anomaly set dismissed_at = dismissed_at - interval '24 hours' returning 1",
                row -> row);
        attest(1);
        anomalies().body("items[0].dismissedAt", equalTo(null));
    }

    @Test
    void a_missing_update_of_the_previous_group_does_not_count_if_the_device_moves_while_it_attests()
            throws SQLException {
        catalogs.deploy(catalog, TestImages.image(ImageType.APPLICATIONS, "app", 2), 7);
        attest(1);
        behindForADay("update_version = 0, update_step = ''");

        try (Connection moving = database.getConnection()) {
            moving.setAutoCommit(false);
            try (PreparedStatement move =
                    moving.prepareStatement("update device set behind_since = null where device_id = ?")) {
                move.setBytes(1, chip.device().bytes());
                assertThat(move.executeUpdate()).isEqualTo(1);
            }
            CompletableFuture<Void> attesting = CompletableFuture.runAsync(() -> attest(1));
            awaitWaiting(attesting);
            moving.commit();
            attesting.join();
        }

        String since = catalogs.ofDevice(
                catalog,
                chip.device(),
                "select case when behind_since > now() - interval '1 hour' then 'the move' else 'before' end as since"
                        + " from device where catalog_id = $1 and device_id = $2",
                row -> row.getString("since"));
        assertThat(since).isEqualTo("the move");
    }

    /** Waits until the attestation waits for the lock of the device, or has ended. */
    private void awaitWaiting(CompletableFuture<?> attesting) throws SQLException {
        try (Connection look = database.getConnection();
                PreparedStatement waiting = look.prepareStatement("""
                        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                        and query like '%record_attestations%'""")) {
            while (!attesting.isDone()) {
                try (ResultSet rows = waiting.executeQuery()) {
                    if (rows.next()) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Makes the device as if it had waited for its update for 25 hours. {@code and} is another SQL assignment for the device's row. */
    private void behindForADay(String and) {
        assertThat(catalogs.list(
                        catalog,
                        "update device set behind_since = behind_since - interval '25 hours', " + and
                                + " where behind_since is not null returning 1",
                        row -> row))
                .hasSize(1);
    }

    /** Returns whether the chip's last attestation lacked the images of its target. */
    private boolean isBehind() {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select behind_since is not null as behind from device where catalog_id = $1 and device_id = $2",
                row -> row.getBoolean("behind"));
    }

    /** Returns the number of certificates issued to the chip. */
    private long certificates() {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select count(*) as issued from issued_certificate where catalog_id = $1 and device_id = $2",
                row -> row.getLong("issued"));
    }

    /** Creates a nonce that this installation issued some time ago. */
    private Nonce challengeOf(Duration ago) {
        InstantSource then = () -> InstantSource.system().instant().minus(ago);
        return new Challenges(vault.challengeSecret(), then)
                .issue(chip.device(), catalog.value(), ChallengePurpose.ATTEST);
    }

    @Test
    void a_clone_that_alternates_with_the_chip_is_found() {
        attest(7, "192.0.2.1");
        backdate();
        attest(3, "198.51.100.1");
        backdate();
        attest(7, "192.0.2.1");

        anomalies().body("items.kind", containsInAnyOrder("COUNTER_ROLLBACK", "ALTERNATING_NETWORKS"));
    }

    @Test
    void two_quick_attestations_from_two_networks_cause_no_anomaly() {
        for (String address : List.of("192.0.2.1", "192.0.2.1", "198.51.100.1")) {
            devices.attest(
                    chip, chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())), address);
        }

        anomalies().body("items", empty());
    }

    @Test
    void a_dismissed_anomaly_opens_again_if_it_recurs() {
        AttestRequest request = request(chip, chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), List.of()));
        refused(request);
        anomalies();
        String dismissal = path("devices/" + chip.device() + "/anomalies/NONCE_NOT_ISSUED/dismissal");

        owner.post(dismissal, Map.of("reason", "a test in the lab"))
                .statusCode(200)
                .body("dismissedReason", equalTo("a test in the lab"));

        owner.get(path("anomalies?filter=is:open")).body("items", empty());
        owner.get(path("anomalies")).body("items", hasSize(1));
        owner.get(path("audit")).body("items.action[0]", equalTo("DismissAnomaly"));
        owner.post(dismissal, Map.of("reason", "once more")).statusCode(404);
        refused(request);
        anomalies().body("items[0].dismissedAt", equalTo(null));
        assertThat(events()).containsExactly("NONCE_NOT_ISSUED", "NONCE_NOT_ISSUED");
    }

    @Test
    void anomalies_of_another_catalog_do_not_exist() {
        refused(request(chip, chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), List.of())));
        anomalies().body("items", hasSize(1));
        String theirs = catalogs.name(catalogs.create());
        Operator stranger = Operator.in(theirs, "owner");

        stranger.get("catalogs/" + theirs + "/anomalies").body("items", empty());
        stranger.get("catalogs/" + theirs + "/devices/" + chip.device() + "/anomalies")
                .statusCode(404);
        stranger.get(path("anomalies")).statusCode(404);
    }

    /** Attests with a boot counter. */
    private void attest(long boot) {
        attest(boot, "192.0.2.1");
    }

    private void attest(long boot, String address) {
        Evidence evidence = chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all()));
        devices.attest(chip, TestImages.with(evidence, boot, 1), address);
    }

    /** Backdates attestations, so that the next challenge is issued in a later second. */
    private void backdate() {
        catalogs.list(
                catalog,
                "update device set last_attestation = last_attestation - interval '1 hour' where device_id = $1"
                        + " returning 1",
                row -> row,
                chip.device());
    }

    private static AttestRequest request(TestChip by, Evidence evidence) {
        return new AttestRequest(by.device(), by.generalKey(), by.token(evidence), "192.0.2.1");
    }

    /** Sends the request and asserts that it is refused. */
    private void refused(AttestRequest request) {
        assertThatThrownBy(() -> devices.request(request)).isInstanceOf(ProblemException.class);
    }

    /** Writes the anomalies that are still in memory, and returns those of the chip. */
    private ValidatableResponse anomalies() {
        TestCatalog.await(anomalies::write);
        return owner.get(path("devices/" + chip.device() + "/anomalies")).statusCode(200);
    }

    /** Returns the kinds of anomalies in the chip's events, oldest first. */
    private List<String> events() {
        return catalogs.list(
                catalog,
                "select payload ->> 'anomaly' as kind from outbox where kind = 'DeviceAnomalyDetected' and subject ="
                        + " encode($1, 'hex') order by sequence",
                row -> row.getString("kind"),
                chip.device());
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
