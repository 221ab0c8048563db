package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The counters of devices equal a count of all device rows, after any change. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceCountsTest {
    /** Counts device rows by group, measure and manifest version; 0 where the measure has no version. */
    private static final String SCAN = """
            select group_id || ' ' || measure || ' ' || version || ' ' || count(*) as line from (
                select group_id, trust as measure, 0 as version from device
                union all select group_id, 'UNREACHABLE', 0 from device where unreachable
                union all select group_id, 'ATTESTED', attested_manifest from device where attested_manifest > 0
                union all select group_id, update_step, update_version from device
                    where update_step in ('INSTALLED', 'CONFIRMED', 'FAILED', 'RETURNED') and update_version <> attested_manifest
            ) one group by group_id, measure, version order by line""";
    /** Reads the same lines from the counters. */
    private static final String COUNTERS = """
            select group_id || ' ' || measure || ' ' || manifest_version || ' ' || devices as line
            from current_device_count where devices <> 0 order by line""";

    private static final List<String> STEPS =
            List.of("HELD", "OFFERED", "STAGED", "INSTALLED", "CONFIRMED", "ATTESTED", "FAILED", "RETURNED");
    private static final List<String> TRUSTS = List.of("TRUSTED", "OUTDATED", "UNTRUSTED", "UNKNOWN");

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @RepeatedTest(3)
    void counters_equal_a_scan_with_and_without_compaction(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(30);
        fleet.claim("Production", chips);
        CatalogId catalog = fleet.catalogId();

        for (int step = 0; step < 25; step++) {
            switch (random.nextInt(6)) {
                case 0 -> fleet.claim(random.nextBoolean() ? "Field Test" : "Production", some(random, chips));
                case 1 -> change(catalog, "trust = $2", some(random, chips), TRUSTS.get(random.nextInt(4)));
                case 2 ->
                    change(catalog, "update_step = $2", some(random, chips), STEPS.get(random.nextInt(STEPS.size())));
                case 3 ->
                    change(
                            catalog,
                            "attested_manifest = $2, update_version = 1 + attested_manifest",
                            some(random, chips),
                            random.nextLong(4));
                case 4 -> change(catalog, "unreachable = $2", some(random, chips), random.nextBoolean());
                // Adds the recent changes to the counters. The sums stay the same.
                default -> lines(catalog, "select compact_device_counts()::text as line");
            }
            assertThat(lines(catalog, COUNTERS)).isEqualTo(lines(catalog, SCAN));
        }
    }

    /** Returns consecutive chips, at least one. */
    private static List<DeviceId> some(Random random, List<DeviceId> chips) {
        int from = random.nextInt(chips.size());
        return chips.subList(from, from + 1 + random.nextInt(chips.size() - from));
    }

    /** Assigns {@code value}, as $2, in the rows of devices. */
    private void change(CatalogId catalog, String what, List<DeviceId> chips, Object value) {
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.update(
                                "update device set " + what + " where device_id = any ($1::bytea[])",
                                Columns.devices(chips),
                                value)));
    }

    /** Returns the column {@code line} of a query in the catalog. */
    private List<String> lines(CatalogId catalog, String query) {
        return OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, sql -> sql.list(query, row -> row.getString("line"))));
    }
}
