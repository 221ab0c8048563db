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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private static final String EXCESS = "select of_catalog, gone from delete_excess_events($1, $2)";
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
            @ConfigProperty(name = "holdfast.certificates.keep", defaultValue = "7D") Duration certificates) {
        this.transactions = transactions;
        this.eventsPerCatalog = eventsPerCatalog;
        this.tables = List.of(
                new Table(EVENTS, events),
                new Table(ROWS.formatted("device_report"), reports),
                // Revocations refer to certificates, so they are deleted first.
                new Table(ROWS.formatted("certificate_revocation"), certificates),
                new Table(ROWS.formatted("issued_certificate"), certificates));
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> prune() {
        return Sequential.each(tables, table -> repeat(() -> batch(table))).chain(this::dropExcess);
    }

    /** Logs how many events of each catalog were deleted before their time. */
    private Uni<Void> dropExcess() {
        Map<UUID, Long> dropped = new HashMap<>();
        return repeat(() -> excess(dropped))
                .invoke(() -> dropped.forEach((catalog, events) -> LOG.warnf(
                        "deleted the oldest events over the limit: catalog=%s events=%d limit=%d",
                        catalog, events, eventsPerCatalog)));
    }

    private Uni<Long> excess(Map<UUID, Long> dropped) {
        return transactions.longRunning(
                CatalogId.INSTALLATION,
                tx -> tx.list(EXCESS, row -> row, eventsPerCatalog, BATCH)
                        .map(rows -> rows.stream()
                                .mapToLong(row -> {
                                    dropped.merge(row.getUUID("of_catalog"), row.getLong("gone"), Long::sum);
                                    return row.getLong("gone");
                                })
                                .sum()));
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
