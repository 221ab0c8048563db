package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestDevices;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A certificate that is stored while its device leaves the catalog, or while the device's certificates are revoked, does not stay valid.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EnrolmentRacesTest {
    /** Records an update certificate for a device's last attestation. Parameters, both in hex: serial number and device ID. */
    private static final String RECORD = """
            select (record_enrolments(json_build_array(json_build_object('catalog_id', d.catalog_id, 'device_id', d.device_id,
                'attested_at', d.last_attestation, 'serial', decode(?, 'hex'), 'usage', 'UPDATE', 'not_before', now(),
                'not_after', now() + interval '1 day', 'authority', 1))))[1]
            from device d where d.device_id = decode(?, 'hex')""";
    /** Takes a device, in hex, out of its catalog and revokes its certificates. */
    private static final String DEPART = """
            select depart(d.catalog_id, array[d.device_id], now(), 'UNCLAIMED', 'somebody', 'Sold', null)
            from device d where d.device_id = decode(?, 'hex')""";
    /** Counts the statements that match a pattern and wait for a lock. Only this test makes these statements wait. */
    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like ?""";

    private static final Map<String, Object> WHY = Map.of("reason", "Sold");

    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Gateway gateway;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final TestChip chip = new TestChip();
    private final KeyPair customer = Requests.key();
    private final KeyPair update = Requests.key();
    /** Serial number of the certificate that {@link #RECORD} stores. */
    private final String serial = HexFormat.of().formatHex(new byte[] {1})
            + UUID.randomUUID().toString().replace("-", "");

    private CatalogId catalog;

    @BeforeEach
    void attest() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        devices.attest(
                chip,
                Requests.withKeys(
                        chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())),
                        customer,
                        update),
                "192.0.2.1");
    }

    @Test
    void a_certificate_stored_while_its_device_leaves_is_revoked() throws SQLException {
        recordingWhile(
                "%unclaim_devices%",
                () -> operator()
                        .post(
                                path("devices/unclaim"),
                                Map.of("deviceIds", List.of(chip.device().text()), "reason", "Sold"))
                        .statusCode(200));
    }

    @Test
    void a_certificate_stored_during_a_revocation_is_revoked() throws SQLException {
        recordingWhile(
                "%fence_own_enrolments%",
                () -> operator()
                        .post(path("devices/" + chip.device().text() + "/certificates/revoke"), WHY)
                        .statusCode(200));
        assertThat(enrol().statusCode()).isEqualTo(403);
    }

    @Test
    void a_certificate_is_not_stored_after_its_device_left() throws SQLException {
        try (Connection leaving = owner.getConnection()) {
            leaving.setAutoCommit(false);
            query(leaving, DEPART, chip.device().text());
            CompletableFuture<HttpResponse<byte[]>> late = CompletableFuture.supplyAsync(this::enrol);
            awaitWaiting("%record_enrolments%", late);
            leaving.commit();

            assertThat(new String(late.join().body(), StandardCharsets.UTF_8)).contains("enrol-superseded");
        }
        assertThat(unrevoked()).isZero();
    }

    /**
     * Records a certificate, but does not commit. Runs the command until its statement, which matches {@code waits}, waits for a lock. Then
     * commits, and asserts that the command revoked the certificate.
     */
    private void recordingWhile(String waits, Runnable command) throws SQLException {
        try (Connection recording = owner.getConnection()) {
            recording.setAutoCommit(false);
            assertThat(query(recording, RECORD, serial, chip.device().text())).isEqualTo("RECORDED");
            CompletableFuture<Void> running = CompletableFuture.runAsync(command);
            awaitWaiting(waits, running);
            recording.commit();
            running.join();
        }
        assertThat(unrevoked()).isZero();
    }

    /** Waits until a statement that matches {@code query} waits for a lock, or until the command has ended. */
    private void awaitWaiting(String query, CompletableFuture<?> command) throws SQLException {
        try (Connection look = owner.getConnection()) {
            while (!command.isDone() && "0".equals(query(look, WAITING, query))) {
                Thread.onSpinWait();
            }
        }
    }

    /** Returns the number of the device's certificates that are not revoked. */
    private long unrevoked() {
        return catalogs.list(
                        catalog,
                        "select count(*) as left_over from issued_certificate c where catalog_id = $1 and device_id = $2"
                                + " and not exists (select from certificate_revocation r"
                                + " where r.catalog_id = c.catalog_id and r.serial = c.serial)",
                        row -> row.getLong("left_over"),
                        catalog,
                        chip.device())
                .getFirst();
    }

    /** Runs a statement and returns the first column of its first row. */
    private static String query(Connection connection, String statement, String... parameters) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = prepared.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return String.valueOf(rows.getString(1));
            }
        }
    }

    /** Requests a certificate for the key {@code update}. */
    private HttpResponse<byte[]> enrol() {
        return gateway.post(
                "enrolments",
                new EnrolRequest(chip.device(), chip.generalKey(), null, Requests.of(chip.device(), update)));
    }

    private Operator operator() {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    private String path(String below) {
        return "catalogs/" + catalogs.name(catalog) + "/" + below;
    }
}
