package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.OpenedRollouts;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The steps of devices in a rollout, and their counters. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutStepsTest {
    private static final List<String> STEPS = List.of(
            "HELD",
            "OFFERED",
            "DOWNLOADING",
            "STAGED",
            "DEFERRED",
            "INSTALLED",
            "CONFIRMED",
            "ATTESTED",
            "FAILED",
            "RETURNED");
    private static final String COUNTERS = """
            select phase || ' ' || measure || ' ' || devices as line from current_rollout_count where devices <> 0 order by 1""";
    private static final String SCAN = """
            select phase || ' ' || measure || ' ' || count(*) as line from (
                select phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash) as phase, 'TARGETED' as measure
                from active_rollout r join device d on d.group_id = r.group_id
                where rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                union all
                select rollout_phase, rollout_step from device where rollout_step <> ''
            ) one group by phase, measure order by 1""";
    /** Opens the devices of 6,000 buckets, also those that join later. */
    private static final String OPEN_ARC = """
            with opened as (
                update rollout set buckets = 6000 returning catalog_id, rollout_id, group_id
            ), phased as (
                update rollout_phase set buckets = 6000 where position = 1
            )
            insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
            select o.catalog_id, o.rollout_id, 1, 'TARGETED', count(*)
            from opened o join device d on d.group_id = o.group_id and d.bucket < 6000
            group by o.catalog_id, o.rollout_id""";

    private static final String CLOSED = """
            select d.device_id from active_rollout r join device d on d.group_id = r.group_id
            where not rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)""";
    private static final String FAILURES = "select step || ' ' || code as line from rollout_failure order by 1";

    @Inject
    Gateway gateway;

    @Inject
    OpenedRollouts rollouts;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private Fleet fleet = new Fleet("");
    private CatalogId catalog = CatalogId.INSTALLATION;
    private List<DeviceId> devices = List.of();
    private UUID group = catalog.value();
    private ImagePackage image = Packages.application(Packages.newComponent(), "blinky");

    @BeforeEach
    void upload() {
        fleet = Fleet.create();
        catalog = fleet.catalogId();
        devices = fleet.endorsedChips(20);
        fleet.claim("Production", devices.subList(0, 3));
        group = Objects.requireNonNull(gateway.assignment(SiliconManufacturer.witness(devices.getFirst()))
                .groupId());
        image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
    }

    @Test
    void steps_of_open_devices_count_until_the_device_leaves() {
        long version = start(devices.subList(0, 2));

        contact(0, 0, version);
        contact(2, 0, version);
        assertThat(lines(COUNTERS)).containsExactly("1 OFFERED 1", "1 TARGETED 2");

        report(0, DeviceReport.Kind.UPDATE_FAILED, version, "image-rolled-back");
        report(1, DeviceReport.Kind.UPDATE_FAILED, version, "did-not-boot");
        assertThat(lines(COUNTERS)).containsExactly("1 FAILED 1", "1 RETURNED 1", "1 TARGETED 2");
        assertThat(lines(FAILURES)).containsExactly("FAILED image-rolled-back", "RETURNED did-not-boot");

        contact(0, 0, version);
        assertThat(lines(COUNTERS)).as("offered again").contains("1 FAILED 1");
        contact(0, version, 0);
        assertThat(lines(COUNTERS)).containsExactly("1 INSTALLED 1", "1 RETURNED 1", "1 TARGETED 2");
        assertThat(lines(FAILURES)).containsExactly("RETURNED did-not-boot");

        unclaim(devices.subList(0, 1));
        assertThat(lines(COUNTERS)).containsExactly("1 RETURNED 1", "1 TARGETED 1");
    }

    @Test
    void steps_after_the_end_of_a_rollout_do_not_count() {
        long version = start(devices.subList(0, 2));
        report(0, DeviceReport.Kind.UPDATE_FAILED, version, "image-rolled-back");
        run("update rollout set state = 'ABORTED'");

        report(0, DeviceReport.Kind.UPDATE_INSTALLED, version, "");
        report(1, DeviceReport.Kind.UPDATE_INSTALLED, version, "");
        unclaim(devices.subList(1, 2));

        assertThat(lines(COUNTERS)).containsExactly("1 FAILED 1", "1 TARGETED 2");
        assertThat(lines(FAILURES)).containsExactly("FAILED image-rolled-back");
    }

    @Test
    void the_newest_crash_of_a_device_is_known() {
        report(0, DeviceReport.Kind.APP_CRASH, 0, "");

        assertThat(lines("select encode(device_id, 'hex') as line from device where crashed_at is not null"))
                .containsExactly(devices.getFirst().text());
    }

    @RepeatedTest(3)
    void counters_equal_a_scan(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long version = start(List.of());
        UUID rollout = UUID.fromString(
                lines("select rollout_id::text as line from rollout").getFirst());
        run(OPEN_ARC);
        fleet.claim("Production", devices);
        List<DeviceId> closed = new ArrayList<>(closed());

        for (int step = 0; step < 25; step++) {
            switch (random.nextInt(6)) {
                case 0 -> fleet.claim("Production", some(random));
                case 1 -> unclaim(some(random));
                case 2 -> {
                    if (!closed.isEmpty()) {
                        rollouts.open(catalog, rollout, List.of(closed.removeLast()));
                    }
                }
                case 3 ->
                    run(
                            "update device set rollout_step = 'SILENT', rollout_at = now() where rollout_id is not null and bucket % 3 = "
                                    + random.nextInt(3));
                case 4 -> run("select compact_device_counts()");
                default ->
                    OnVertx.await(
                            vertx,
                            () -> transactions.inCatalog(
                                    catalog,
                                    tx -> tx.update(
                                            "update device set update_version = $2, update_step = $3, update_at = now()"
                                                    + " where device_id = any ($1::bytea[])",
                                            Columns.devices(some(random)),
                                            version,
                                            STEPS.get(random.nextInt(STEPS.size())))));
            }
            assertThat(lines(COUNTERS)).isEqualTo(lines(SCAN));
        }
    }

    /** Starts a rollout. Returns the version of its sets. */
    private long start(List<DeviceId> open) {
        rollouts.start(catalog, group, image.metadata().image(), open);
        return Objects.requireNonNull(gateway.target(group, "MT3620AN", SiliconManufacturer.witness(devices.getFirst()))
                        .next())
                .target()
                .version();
    }

    private List<DeviceId> some(Random random) {
        int from = random.nextInt(devices.size());
        return devices.subList(from, Math.min(devices.size(), from + 1 + random.nextInt(5)));
    }

    private void contact(int device, long installed, long offered) {
        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(
                        SiliconManufacturer.witness(devices.get(device)),
                        Instant.now(),
                        installed,
                        KeyExchange.X25519,
                        offered,
                        ""))));
    }

    private void report(int device, DeviceReport.Kind kind, long version, String error) {
        gateway.post(
                "reports",
                new Reports(List.of(new Report(
                        SiliconManufacturer.witness(devices.get(device)),
                        new DeviceReport(
                                UUID.randomUUID(),
                                Instant.now(),
                                kind,
                                Map.of("manifestVersion", Long.toString(version), "error", error))))));
    }

    /** Unclaims devices and ignores those that are not in the catalog. */
    private void unclaim(List<DeviceId> gone) {
        fleet.owner()
                .post(
                        fleet.path("devices/unclaim"),
                        Map.of("deviceIds", gone.stream().map(DeviceId::text).toList(), "reason", "A test"));
    }

    private void run(String statement) {
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> tx.run(statement)));
    }

    private List<String> lines(String query) {
        return OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, tx -> tx.list(query, row -> row.getString("line"))));
    }

    /** Returns the devices of the group that the rollout has not opened. */
    private List<DeviceId> closed() {
        return OnVertx.await(
                vertx,
                () -> transactions.inCatalog(catalog, tx -> tx.list(CLOSED, row -> Columns.device(row, "device_id"))));
    }
}
