package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes events older than {@code holdfast.events.keep}, at least a day, in small batches. */
@ApplicationScoped
public class ForgetEvents {
    private static final int BATCH = 5_000;
    private static final int BATCHES = 200;
    private static final String FORGET = "select forget_events($1, $2) as gone";

    private final Transactions transactions;
    private final Duration keep;

    ForgetEvents(
            Transactions transactions,
            @ConfigProperty(name = "holdfast.events.keep", defaultValue = "30D") Duration keep) {
        this.transactions = transactions;
        this.keep = keep;
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .whilst(gone -> gone > 0)
                .select()
                .first(BATCHES)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Long> batch() {
        return transactions.atLength(
                CatalogId.INSTALLATION,
                tx -> tx.one(FORGET, row -> row.getLong("gone"), tx.now().minus(keep), BATCH));
    }
}
