package dev.holdfast.backend.platform.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes old rows of all catalogs hourly, in batches, and the oldest events of catalogs that have too many. Events stay at least 23 hours,
 * other rows a day after receipt or expiry.
 */
@ApplicationScoped
public class PruneRows {
    private static final Logger LOG = Logger.getLogger(PruneRows.class);
    private static final int BATCH = 5_000;
    /** Limit of batches for each table and run. */
    private static final int BATCHES = 200;

    private static final String EVENTS = "select delete_events($1, $2) as gone";
    private static final String EXCESS = "select of_catalog, newest from excess_events($1)";
    private static final String DELETE_EXCESS = "select delete_events_until($1, $2, $3) as gone";
    private static final String ALERTS = "select delete_alerts($1, $2) as gone";
    private static final String ROWS = "select prune_rows('%s', $1, $2) as gone";

    private final Transactions transactions;
    private final long eventsPerCatalog;
    private final List<Table> tables;

    private record Table(String prune, Duration keep) {}

    public PruneRows(
            Transactions transactions,
            @ConfigProperty(name = "holdfast.events.per-catalog", defaultValue = "1000000") long eventsPerCatalog,
            @ConfigProperty(name = "holdfast.events.keep", defaultValue = "30D") Duration events,
            @ConfigProperty(name = "holdfast.reports.keep", defaultValue = "90D") Duration reports,
            @ConfigProperty(name = "holdfast.alerts.keep", defaultValue = "90D") Duration alerts,
            @ConfigProperty(name = "holdfast.certificates.keep", defaultValue = "7D") Duration certificates) {
        this.transactions = transactions;
        this.eventsPerCatalog = eventsPerCatalog;
        this.tables = List.of(
                new Table(EVENTS, events),
                new Table(ALERTS, alerts),
                new Table(ROWS.formatted("device_report"), reports),
                // Revocations refer to certificates, so they are deleted first.
                new Table(ROWS.formatted("certificate_revocation"), certificates),
                new Table(ROWS.formatted("issued_certificate"), certificates));
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> prune() {
        return Sequential.each(tables, table -> repeat(() -> batch(table))).chain(this::dropExcess);
    }

    private Uni<Void> dropExcess() {
        return transactions
                .longRunning(CatalogId.INSTALLATION, tx -> tx.list(EXCESS, row -> row, eventsPerCatalog))
                .chain(found -> Sequential.each(
                        found, excess -> dropExcess(excess.getUUID("of_catalog"), excess.getLong("newest"))));
    }

    /** Logs how many events of a catalog were deleted before their time. */
    private Uni<Void> dropExcess(UUID catalog, long newest) {
        AtomicLong dropped = new AtomicLong();
        return repeat(() -> transactions
                        .longRunning(
                                CatalogId.INSTALLATION,
                                tx -> tx.one(DELETE_EXCESS, row -> row.getLong("gone"), catalog, newest, BATCH))
                        .invoke(dropped::addAndGet))
                .invoke(() -> {
                    if (dropped.get() > 0) {
                        LOG.warnf(
                                "deleted the oldest events over the limit: catalog=%s events=%d limit=%d",
                                catalog, dropped.get(), eventsPerCatalog);
                    }
                });
    }

    /** Deletes batches until nothing is left to delete. */
    private static Uni<Void> repeat(Supplier<Uni<Long>> batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> batch.get())
                .whilst(gone -> gone > 0)
                .select()
                .first(BATCHES)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Long> batch(Table table) {
        return transactions.longRunning(
                CatalogId.INSTALLATION,
                tx -> tx.one(table.prune(), row -> row.getLong("gone"), tx.now().minus(table.keep()), BATCH));
    }
}
