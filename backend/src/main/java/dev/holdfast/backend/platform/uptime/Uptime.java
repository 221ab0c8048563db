package dev.holdfast.backend.platform.uptime;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.catalog.OutageFields;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.filter.Filter;
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
    private static final FieldColumns FIELDS = new FieldColumns().ago("at", "ended_at");

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

    /** Returns the newest {@code limit} outages since a time that match a filter with {@link OutageFields}, oldest first. */
    public Uni<List<VerifierOutage>> outages(Tx tx, Filter filter, Instant since, int limit) {
        SqlBuilder outages = new SqlBuilder()
                .sql("select began_at, ended_at from verifier_outages(")
                .value(since, "timestamptz")
                .sql(", ")
                .value(tx.now(), "timestamptz")
                .sql(", " + TOLERANCE + ") where true");
        FIELDS.on(outages, tx.now()).add(filter);
        outages.sql(" order by began_at desc limit " + limit);
        return tx.list(
                        outages.text(),
                        row -> new VerifierOutage(Columns.instant(row, "began_at"), Columns.instant(row, "ended_at")),
                        outages.parameters())
                .map(List::reversed);
    }
}
