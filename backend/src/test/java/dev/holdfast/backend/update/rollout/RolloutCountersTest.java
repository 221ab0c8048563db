package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.report.RecordContacts;
import dev.holdfast.backend.update.report.RecordReports;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The counters of a rollout equal a scan of all devices, after records of devices of which 5 % fail in different ways. The test writes
 * attestations by the SQL function {@code record_attestations}, without evidence to appraise.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutCountersTest {
    private static final int PAGE = 1_000;
    /** One of so many devices fails. */
    private static final int ONE_OF = 20;
    /** Longer than it takes to count devices as silent. */
    private static final int SOAK_MINUTES = 48 * 60;

    private static final String CERTIFY = """
            insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
            select catalog_id, '\\x01'::bytea || substr(sha256(device_id), 2, 15), device_id, 'UPDATE', now(), now() + interval '1 day'
            from device where catalog_id = $1""";
    private static final String ATTEST =
            "select ordinal from record_attestations($1, $2, $3, $4::text::json, $5::text::json)";

    @Inject
    TestCatalog catalogs;

    @Inject
    TestRollouts rollouts;

    @Inject
    Transactions transactions;

    @Inject
    RecordContacts recordContacts;

    @Inject
    RecordReports recordReports;

    @Inject
    CreateRollout createRollout;

    private CatalogId catalog = CatalogId.INSTALLATION;
    private UUID rollout = new UUID(0, 0);
    private long version;

    @Test
    void counters_of_two_hundred_devices_equal_a_scan() {
        run(200);
    }

    @Test
    @Tag("sweep")
    void counters_of_fifty_thousand_devices_equal_a_scan() {
        run(50_000);
    }

    private void run(int size) {
        Fleet fleet = Fleet.create();
        catalog = fleet.catalogId();
        List<DeviceId> devices = new ArrayList<>();
        for (int left = size; left > 0; left -= 10_000) {
            List<DeviceId> more = fleet.endorsedChips(Math.min(left, 10_000));
            fleet.claim("Production", more);
            devices.addAll(more);
        }
        catalogs.update(catalog, CERTIFY, catalog);
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        NewPhase tenth = new NewPhase(10, null, null, null, SOAK_MINUTES, 90, null);
        NewPhase all = new NewPhase(100, null, null, null, SOAK_MINUTES, 90, null);
        rollout = rollouts.run(
                catalog,
                createRollout.create(
                        "Thermostat",
                        "Production",
                        new NewRollout(
                                List.of(image.metadata().image()),
                                List.of(tenth, all),
                                null,
                                null,
                                null,
                                1,
                                24,
                                null,
                                null)));
        rollouts.start(catalog, rollout);
        version = rollouts.read(catalog, rollout).version();

        List<DeviceId> first = open(devices, List.of());
        install(first);
        requireExact(size, first.size());
        install(open(devices, first));

        requireExact(size, size);
        assertThat(rollouts.read(catalog, rollout).state()).isEqualTo(new Completed());
    }

    /** Returns the devices that the rollout has opened, without some. */
    private List<DeviceId> open(List<DeviceId> devices, List<DeviceId> without) {
        List<DeviceId> open = rollouts.open(catalog, rollout);
        return devices.stream()
                .filter(Set.copyOf(open)::contains)
                .filter(Predicate.not(Set.copyOf(without)::contains))
                .toList();
    }

    /** Sends the records of devices that install the images. One of twenty fails, in one of six ways. */
    private void install(List<DeviceId> devices) {
        contact(devices, 0);
        rollouts.requireSameAsScan(catalog, rollout);
        report(every(devices, 0), "image-rolled-back");
        report(every(devices, 1), "no-space");
        report(every(devices, 2), "did-not-boot");
        // Never seen again, or never attested.
        List<DeviceId> silent = every(devices, 3);
        List<DeviceId> late = every(devices, 4);
        List<DeviceId> untrusted = every(devices, 5);
        List<DeviceId> good = IntStream.range(0, devices.size())
                .filter(i -> i % ONE_OF != 0)
                .mapToObj(devices::get)
                .toList();
        report(silent, "");
        report(late, "");
        report(untrusted, "");
        report(good, "");
        contact(late, version);
        contact(good, version);
        attest(untrusted, "UNTRUSTED");
        attest(good, "TRUSTED");
        rollouts.sweep(catalog, rollout, Duration.ofMinutes(90));
        rollouts.sweep(catalog, rollout, Duration.ofHours(25));
        rollouts.advance(catalog, rollout, Duration.ofHours(50));
    }

    /** Returns the devices that fail in one of six ways. */
    private static List<DeviceId> every(List<DeviceId> devices, int way) {
        return IntStream.range(0, devices.size())
                .filter(i -> i % ONE_OF == 0 && i / ONE_OF % 6 == way)
                .mapToObj(devices::get)
                .toList();
    }

    private void requireExact(long targeted, long finished) {
        rollouts.requireSameAsScan(catalog, rollout);
        RolloutCounters counters = TestCatalog.await(() -> transactions.inCatalog(
                catalog, tx -> RolloutRows.one(tx, rollout).chain(read -> ReadCounters.of(tx, read))));
        PhaseCounts all = counters.allPhases();
        assertThat(all.targeted()).isEqualTo(targeted);
        assertThat(all.finished()).isEqualTo(finished);
        assertThat(all.attested()).isGreaterThanOrEqualTo(finished * 9 / 10);
    }

    private void contact(List<DeviceId> devices, long installed) {
        Instant now = Instant.now();
        pages(devices)
                .forEach(page -> TestCatalog.await(() -> recordContacts.record(new Contacts(page.stream()
                        .map(device -> new Contact(
                                witness(device), now, installed, KeyExchange.X25519, installed == 0 ? version : 0, ""))
                        .toList()))));
    }

    /** Reports an installation, or a failure if {@code error} is not empty. */
    private void report(List<DeviceId> devices, String error) {
        DeviceReport.Kind kind = error.isEmpty() ? DeviceReport.Kind.UPDATE_INSTALLED : DeviceReport.Kind.UPDATE_FAILED;
        pages(devices)
                .forEach(page -> TestCatalog.await(() -> recordReports.record(new Reports(page.stream()
                        .map(device -> new Report(
                                witness(device),
                                new DeviceReport(
                                        UUID.randomUUID(),
                                        Instant.now(),
                                        kind,
                                        Map.of("manifestVersion", Long.toString(version), "error", error))))
                        .toList()))));
    }

    /** A row for {@code record_attestations}. */
    private record Attested(
            UUID catalog,
            Nonce nonce,
            Instant at,
            String trust,
            String policyId,
            int policyVersion,
            @JsonRawValue String findings,
            Digest stateId,
            long bootCount,
            String debugState,
            String remoteAddress,
            int evidenceCut,
            String reason,
            String reasonCode,
            long targetManifest,
            boolean targetMeasured,
            UUID rollout,
            boolean rolloutMeasured) {}

    /** State of an attestation for {@code record_attestations}. */
    private record State(
            UUID catalog, Digest stateId, @JsonRawValue String measurements, Blob evidencePart, String usedOn) {}

    private void attest(List<DeviceId> devices, String trust) {
        Digest state = Digest.sha256("state".getBytes(StandardCharsets.UTF_8));
        List<State> states = List.of(new State(catalog.value(), state, "[]", Blob.of(new byte[1]), "2026-12-02"));
        for (List<DeviceId> page : pages(devices)) {
            List<Attested> rows = page.stream()
                    .map(device -> new Attested(
                            catalog.value(),
                            Nonce.of(Digest.sha256((rollout + device.text()).getBytes(StandardCharsets.UTF_8))
                                    .bytes()),
                            Instant.now(),
                            trust,
                            "policy",
                            1,
                            "[]",
                            state,
                            1,
                            "DISABLED",
                            "127.0.0.1",
                            0,
                            "",
                            trust.equals("UNTRUSTED") ? "firmware-unknown" : "",
                            version,
                            true,
                            rollout,
                            true))
                    .toList();
            Object empty = Columns.byteArrays(page, device -> new byte[0]);
            TestCatalog.await(() -> transactions.inInstallation(tx -> tx.list(
                    ATTEST,
                    row -> row.getInteger("ordinal"),
                    Columns.devices(page),
                    empty,
                    empty,
                    JsonRows.of(rows),
                    JsonRows.of(states))));
        }
    }

    private static Witness witness(DeviceId device) {
        byte[] serial = Arrays.copyOf(Digest.sha256(device.bytes()).bytes(), 16);
        serial[0] = 1;
        return Witness.of(device, HexFormat.of().formatHex(serial));
    }

    private static List<List<DeviceId>> pages(List<DeviceId> devices) {
        return IntStream.rangeClosed(0, (devices.size() - 1) / PAGE)
                .filter(page -> !devices.isEmpty())
                .mapToObj(page -> devices.subList(page * PAGE, Math.min(devices.size(), (page + 1) * PAGE)))
                .toList();
    }
}
