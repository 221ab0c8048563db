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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes old rows of all catalogs hourly, in batches. Events stay at least 23 hours, other rows a day after receipt or expiry. */
@ApplicationScoped
public class PruneRows {
    private static final int BATCH = 5_000;
    /** Limit of batches for each table and run. */
    private static final int BATCHES = 200;

    private static final String EVENTS = "select delete_events($1, $2) as gone";
    private static final String ROWS = "select prune_rows('%s', $1, $2) as gone";

    private final Transactions transactions;
    private final List<Table> tables;

    private record Table(String prune, Duration keep) {}

    PruneRows(
            Transactions transactions,
            @ConfigProperty(name = "holdfast.events.keep", defaultValue = "30D") Duration events,
            @ConfigProperty(name = "holdfast.reports.keep", defaultValue = "90D") Duration reports,
            @ConfigProperty(name = "holdfast.certificates.keep", defaultValue = "7D") Duration certificates) {
        this.transactions = transactions;
        this.tables = List.of(
                new Table(EVENTS, events),
                new Table(ROWS.formatted("device_report"), reports),
                // Revocations refer to certificates, so they are deleted first.
                new Table(ROWS.formatted("certificate_revocation"), certificates),
                new Table(ROWS.formatted("issued_certificate"), certificates));
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> prune() {
        return Sequential.each(tables, this::prune);
    }

    private Uni<Void> prune(Table table) {
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(table))
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
