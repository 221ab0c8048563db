package dev.holdfast.backend.platform.clock;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.OwnContext;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Refuses to start a backend whose clock differs from the clock of the database. Then reads the clock each second, to find jumps: after a
 * jump to the past, no job reads it.
 */
@ApplicationScoped
public class ClockCheck {
    /** Before the jobs of {@code io.quarkus.scheduler} and the listeners. */
    private static final int BEFORE_JOBS = 190;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DATABASE = "select clock_timestamp() as at";

    private static final long READ_MILLIS = 1_000;

    private final Vertx vertx;
    private final Transactions transactions;
    private final OwnContext context;
    private final Clock clock;

    ClockCheck(Vertx vertx, Transactions transactions, OwnContext context, Clock clock) {
        this.vertx = vertx;
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
        // Vert.x measures the elapsed time.
        vertx.setPeriodic(READ_MILLIS, this::read);
    }

    private void read(long timer) {
        try {
            Instant _ = clock.instant();
        } catch (IllegalStateException e) {
            vertx.cancelTimer(timer);
        }
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
