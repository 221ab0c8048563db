package dev.holdfast.backend.platform.uptime;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Records when any backend could reach the database. Backends send heartbeats; a row of {@code verifier_uptime} lasts while beats follow
 * each other within {@link #TOLERANCE}. Gaps between rows are outages.
 */
@ApplicationScoped
public class Uptime {
    /** Longest gap that is not an outage, as a PostgreSQL interval. */
    public static final String TOLERANCE = "interval '60 seconds'";

    // Extends the newest row, unless its last beat is too old; then BEGIN adds a row.
    private static final String BEAT = """
            update verifier_uptime set last_beat = greatest(last_beat, $1)
            where started_at = (select started_at from verifier_uptime order by last_beat desc limit 1)
              and last_beat >= $1::timestamptz - %s""".formatted(TOLERANCE);
    private static final String BEGIN = """
            insert into verifier_uptime (started_at, last_beat) values ($1, $1) on conflict (started_at) do nothing""";
    private static final String OUTAGES =
            "select began_at, ended_at from verifier_outages($1, $2, %s) order by began_at desc limit $3"
                    .formatted(TOLERANCE);

    private final Transactions transactions;

    Uptime(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> beat() {
        return transactions.inInstallation(tx -> beat(tx, tx.now()));
    }

    private static Uni<Void> beat(Tx tx, Instant now) {
        return tx.update(BEAT, now)
                .chain(updated -> updated > 0 ? Uni.createFrom().item(0) : tx.update(BEGIN, now))
                .replaceWithVoid();
    }

    /** Returns the newest {@code limit} outages since a time, oldest first. */
    public Uni<List<VerifierOutage>> outages(Tx tx, Instant since, int limit) {
        return tx.list(
                        OUTAGES,
                        row -> new VerifierOutage(Columns.instant(row, "began_at"), Columns.instant(row, "ended_at")),
                        since,
                        tx.now(),
                        limit)
                .map(List::reversed);
    }
}
