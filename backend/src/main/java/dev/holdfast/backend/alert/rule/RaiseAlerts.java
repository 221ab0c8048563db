package dev.holdfast.backend.alert.rule;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.feed.EventConsumer;
import dev.holdfast.backend.platform.feed.EventFeed;
import dev.holdfast.backend.platform.feed.EventFeed.Positioned;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.ShippedPolicies;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Raises alerts from the events of all catalogs, within seconds. */
@Singleton
public class RaiseAlerts extends EventConsumer {
    private static final String NAME = "alerts";

    private final Transactions transactions;
    private final CompiledPolicy policy = ShippedPolicies.compile("alert/default");

    RaiseAlerts(EventFeed feed, Transactions transactions) {
        super(NAME, feed, transactions);
        this.transactions = transactions;
    }

    /** Processes all new events. */
    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> raise() {
        return consume();
    }

    @Override
    protected Uni<Effects> effects(CatalogId catalog, List<Positioned> events) {
        return transactions
                .readOnly(catalog, tx -> EventReader.occurrences(tx, events))
                .chain(occurrences -> Workers.run(() -> AlertBatch.of(policy, occurrences)))
                .map(batch -> tx -> StoreAlerts.store(tx, batch));
    }
}
