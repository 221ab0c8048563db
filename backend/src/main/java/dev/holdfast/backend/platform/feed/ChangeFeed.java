package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Cache invalidations for gateways, in commit order and in pages. A gateway that is minutes behind starts over. */
@ApplicationScoped
public class ChangeFeed implements InternalRoutes {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    /** Maximum age of changes that a gateway can read. A stolen gateway learns little from a few minutes. */
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    /** The newest transaction id up to which all events are visible. */
    private static final String HORIZON = "select outbox_horizon() as horizon, " + EventFeed.RESTORED + " as restored";

    private static final String INVALIDATED = "select * from outbox_invalidated_since($1, $2, $3, $4)";

    private final Transactions transactions;
    private final Clock clock;

    ChangeFeed(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Adds {@code GET changes}. */
    @Override
    public void addTo(InternalRouter router) {
        router.get("changes", request -> {
            Optional<String> after = request.text("after");
            long wait = Math.clamp(request.number("wait").orElse(0), 0, InternalApi.MAX_WAIT_SECONDS);
            return after.isEmpty() ? newest() : after(FeedPosition.parse(after.get()), Duration.ofSeconds(wait));
        });
    }

    private Uni<Changes> newest() {
        return transactions.inInstallation(tx -> horizon(tx).map(end -> new Changes(end.text(), List.of())));
    }

    /** Returns the first page of changes after a position, as soon as there are any; none after the wait. */
    private Uni<Changes> after(FeedPosition position, Duration wait) {
        Instant end = clock.instant().plus(wait);
        return Uni.createFrom().deferred(() -> poll(position, end, Objects.requireNonNull(Vertx.currentContext())));
    }

    private Uni<Changes> poll(FeedPosition position, Instant end, Context context) {
        return read(position)
                .chain(changes -> changes.startOver()
                                || !changes.changes().isEmpty()
                                || !clock.instant().isBefore(end)
                        ? Uni.createFrom().item(changes)
                        : pause(context).chain(() -> poll(FeedPosition.parse(changes.next()), end, context)));
    }

    /** Waits, then returns from the timer's thread to the request's context, which the database needs. */
    private static Uni<Void> pause(Context context) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOK_AGAIN)
                .emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private Uni<Changes> read(FeedPosition after) {
        // Two statements, so that the second sees at least everything that was committed when the first ran.
        return transactions.inInstallation(tx -> horizon(tx)
                .chain(end -> tx.list(
                                INVALIDATED,
                                row -> row,
                                after.transaction(),
                                after.sequence(),
                                end.transaction(),
                                Changes.MAX_CHANGES)
                        .map(rows -> page(after, rows, end))));
    }

    private Changes page(FeedPosition after, List<Row> rows, FeedPosition end) {
        // Transaction ids of a database that was restored from a backup since mean something else.
        boolean isUnknown = after.restored() != end.restored() || after.transaction() > end.transaction();
        boolean isOld = !rows.isEmpty()
                && Columns.instant(rows.getFirst(), "at")
                        .isBefore(clock.instant().minus(MAX_AGE));
        if (isUnknown || isOld) {
            return new Changes(end.text(), List.of(), true);
        }
        FeedPosition next = rows.size() < Changes.MAX_CHANGES ? end : end.after(rows.getLast());
        return new Changes(next.text(), rows.stream().map(ChangeFeed::change).toList());
    }

    private static Uni<FeedPosition> horizon(Tx tx) {
        return tx.one(HORIZON, row -> FeedPosition.endOf(row.getLong("restored"), row.getLong("horizon")));
    }

    private static Change change(Row row) {
        return new Change(Change.Kind.valueOf(row.getString("invalidated_kind")), row.getString("invalidated_key"));
    }
}
