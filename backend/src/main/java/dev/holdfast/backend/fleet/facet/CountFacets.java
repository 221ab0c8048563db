package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Counts, in the background, catalogs that somebody looks at: a large one every ten seconds at most, and 2 % of the time. */
@ApplicationScoped
public class CountFacets {
    private static final Logger LOG = Logger.getLogger(CountFacets.class);
    private static final String WAITING = "select w as catalog_id from facets_waiting($1) w";

    private final Transactions transactions;
    private final KeptCounts kept;
    private final Clock clock;

    CountFacets(Transactions transactions, KeptCounts kept, Clock clock) {
        this.transactions = transactions;
        this.kept = kept;
        this.clock = clock;
    }

    /** Counts those that wait, one after the other. */
    @Scheduled(every = "2s", delayed = "4s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return transactions
                .inInstallation(
                        sql -> sql.list(WAITING, row -> new CatalogId(row.getUUID("catalog_id")), clock.instant()))
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUniAndConcatenate(this::count)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The lease is a commit of its own: it is for the other backends. */
    private Uni<Boolean> count(CatalogId catalog) {
        return transactions
                .inCatalog(catalog, sql -> kept.lease(sql, catalog))
                .call(ours -> ours
                        ? transactions.atLength(catalog, sql -> kept.count(sql, catalog))
                        : Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "the devices of catalog %s were not counted; they are in two minutes", catalog);
                    return false;
                });
    }
}
