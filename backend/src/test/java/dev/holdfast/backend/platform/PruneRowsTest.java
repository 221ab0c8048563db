package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.job.PruneRows;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retention of rows. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PruneRowsTest {
    /** Older than the retention of events, 30 days. */
    private static final String OLD = "31 days";

    @Inject
    TestCatalog catalogs;

    @Inject
    PruneRows pruneRows;

    @Inject
    Transactions transactions;

    @Test
    void events_older_than_thirty_days_are_deleted_in_every_catalog() {
        CatalogId one = catalogs.create();
        CatalogId other = catalogs.create();
        happened(one, OLD, "old", 12_000);
        happened(one, "29 days", "young", 3);
        happened(other, OLD, "old", 1);

        TestCatalog.await(pruneRows::prune);

        assertThat(count(one, "old")).isZero();
        assertThat(count(other, "old")).isZero();
        assertThat(count(one, "young")).isEqualTo(3);
        assertThat(count(one, "%")).as("the catalog's own events as well").isGreaterThan(3);
    }

    /** The database function keeps all events of the last 23 hours, whatever time it is given. */
    @Test
    void recent_events_cannot_be_deleted() {
        CatalogId catalog = catalogs.create();
        happened(catalog, "22 hours", "today", 2);

        catalogs.list(catalog, "select delete_events(now() + interval '1 year', 100)", row -> row);

        assertThat(count(catalog, "today")).isEqualTo(2);
    }

    @Test
    void the_oldest_events_beyond_the_limit_of_a_catalog_are_deleted() {
        CatalogId full = catalogs.create();
        CatalogId other = catalogs.create();
        happened(full, OLD, "oldest", 20);
        happened(full, "29 days", "old", 20);
        happened(full, "22 hours", "today", 20);
        happened(other, "29 days", "old", 5);
        Duration never = Duration.ofDays(10_000);

        TestCatalog.await(new PruneRows(transactions, 30, never, never, never, never)::prune);

        assertThat(count(full, "oldest")).isZero();
        assertThat(count(full, "old")).isBetween(1L, 10L);
        assertThat(count(full, "today")).isEqualTo(20);
        assertThat(count(full, "%"))
                .as("the limit, and what jobs of the backend add meanwhile")
                .isBetween(30L, 35L);
        assertThat(count(other, "old")).isEqualTo(5);

        TestCatalog.await(new PruneRows(transactions, 1, never, never, never, never)::prune);

        assertThat(count(full, "%")).as("events of the last 23 hours stay").isGreaterThan(20);
    }

    @Test
    void reports_older_than_ninety_days_are_deleted_in_every_catalog() {
        CatalogId one = catalogs.create();
        CatalogId other = catalogs.create();
        reported(one, "91 days");
        reported(other, "91 days");
        reported(one, "89 days");

        TestCatalog.await(pruneRows::prune);

        assertThat(reports(one)).isEqualTo(1);
        assertThat(reports(other)).isZero();
    }

    @Test
    void reports_of_the_last_day_cannot_be_deleted() {
        CatalogId catalog = catalogs.create();
        reported(catalog, "23 hours");

        catalogs.list(catalog, "select prune_rows('device_report', now() + interval '1 year', 100)", row -> row);

        assertThat(reports(catalog)).isEqualTo(1);
    }

    @Test
    void certificates_and_their_revocations_are_deleted_a_week_after_they_expired() {
        CatalogId catalog = catalogs.create();
        certified(catalog, "01", "8 days");
        certified(catalog, "02", "6 days");

        TestCatalog.await(pruneRows::prune);

        for (String table : List.of("certificate_revocation", "issued_certificate")) {
            assertThat(catalogs.list(
                            catalog,
                            "select encode(serial, 'hex') as serial from " + table,
                            row -> row.getString("serial")))
                    .as(table)
                    .containsExactly("02");
        }
    }

    /** Adds a revoked certificate that expired some time ago, an SQL interval. */
    private void certified(CatalogId catalog, String serial, String ago) {
        catalogs.list(catalog, """
                with issued as (
                    insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
                    select current_catalog_id(), decode($1, 'hex'), 'device', 'UPDATE', now() - interval '9 days', now() - $2::text::interval
                    returning *)
                insert into certificate_revocation
                    (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
                select catalog_id, serial, device_id, not_after, not_before, 'olivia', 'UNSPECIFIED', 'Leaked' from issued
                returning serial""", row -> row, serial, ago);
    }

    /** Adds a device report that was received some time ago. */
    private void reported(CatalogId catalog, String ago) {
        catalogs.list(catalog, """
                insert into device_report (catalog_id, device_id, report_id, at, received_at, kind, detail)
                select current_catalog_id(), 'device', gen_random_uuid(), now(), now() - $1::text::interval, 'APP_EVENT', '{}'
                returning report_id""", row -> row, ago);
    }

    private long reports(CatalogId catalog) {
        return catalogs.list(catalog, "select count(*) as reports from device_report", row -> row.getLong("reports"))
                .getFirst();
    }

    /** Adds events from some time ago. */
    private void happened(CatalogId catalog, String ago, String subject, int times) {
        catalogs.list(
                catalog,
                """
                insert into outbox (catalog_id, sequence, at, kind, subject, payload) overriding system value
                select current_catalog_id(), n - $4, now() - $1::text::interval, 'Tested', $2, '{}' from generate_series(1, $3) n
                returning sequence""",
                row -> row,
                ago,
                subject,
                times,
                // Older events need lower sequence numbers, and the events of the catalog's creation have the highest
                // ones.
                ago.equals(OLD) ? 1_000_000L : ago.endsWith("days") ? 100_000L : 10_000L);
    }

    /** Counts events by subject, an SQL pattern. */
    private long count(CatalogId catalog, String subject) {
        return catalogs.list(
                        catalog,
                        "select count(*) as events from outbox where subject like $1",
                        row -> row.getLong("events"),
                        subject)
                .getFirst();
    }
}
