package dev.holdfast.backend.platform.clock;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.OwnContext;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Refuses to start a backend whose clock differs from the clock of the database. */
@ApplicationScoped
public class ClockCheck {
    /** Before the jobs of {@code io.quarkus.scheduler} and the listeners. */
    private static final int BEFORE_JOBS = 190;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DATABASE = "select clock_timestamp() as at";

    private final Transactions transactions;
    private final OwnContext context;
    private final Clock clock;

    ClockCheck(Transactions transactions, OwnContext context, Clock clock) {
        this.transactions = transactions;
        this.context = context;
        this.clock = clock;
    }

    void start(@Observes @Priority(BEFORE_JOBS) StartupEvent event) {
        Instant database = context.run(() ->
                        transactions.inInstallation(tx -> tx.one(DATABASE, row -> Columns.instant(row, "at"))))
                .await()
                .atMost(PATIENCE);
        require(database, clock.instant());
    }

    /** Fails with {@link IllegalStateException} if the times differ by more than {@link SteadyClock#TOLERANCE}. */
    static void require(Instant database, Instant now) {
        Duration ahead = Duration.between(database, now);
        if (ahead.abs().compareTo(SteadyClock.TOLERANCE) > 0) {
            throw new IllegalStateException(
                    "The clock of this backend differs from the clock of the database by %d seconds. Correct the wrong one."
                            .formatted(ahead.toSeconds()));
        }
    }
}
