package dev.holdfast.backend.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Retention of events. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ForgetEventsTest {
    private static final String OLD = "31 days";

    @Inject
    TestCatalog catalogs;

    @Inject
    ForgetEvents forgetEvents;

    @Test
    void events_older_than_thirty_days_are_deleted_in_every_catalog() {
        CatalogId one = catalogs.create();
        CatalogId other = catalogs.create();
        happened(one, OLD, "old", 12_000);
        happened(one, "29 days", "young", 3);
        happened(other, OLD, "old", 1);

        TestCatalog.await(forgetEvents::forget);

        assertThat(count(one, "old")).isZero();
        assertThat(count(other, "old")).isZero();
        assertThat(count(one, "young")).isEqualTo(3);
        assertThat(count(one, "%")).as("the catalog's own events as well").isGreaterThan(3);
    }

    @Test
    void recent_events_cannot_be_deleted() {
        CatalogId catalog = catalogs.create();
        happened(catalog, "22 hours", "today", 2);

        catalogs.list(catalog, "select forget_events(now() + interval '1 year', 100)", row -> row);

        assertThat(count(catalog, "today")).isEqualTo(2);
    }

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
                // Sequence numbers follow time, and the catalog's own events came last.
                ago.equals(OLD) ? 1_000_000L : 100_000L);
    }

    private long count(CatalogId catalog, String subject) {
        return catalogs.list(
                        catalog,
                        "select count(*) as events from outbox where subject like $1",
                        row -> row.getLong("events"),
                        subject)
                .getFirst();
    }
}
