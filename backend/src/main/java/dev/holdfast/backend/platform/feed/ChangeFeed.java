package dev.holdfast.backend.platform.feed;

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
import java.util.OptionalLong;

/**
 * Cache invalidations for gateways, in commit order. Positions are transaction ids: a reader at position p has seen every transaction up
 * to p, also those that committed late. All changes of a transaction come together.
 */
@ApplicationScoped
public class ChangeFeed implements InternalRoutes {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    /** The newest transaction id up to which all events are visible. */
    private static final String HORIZON = "select outbox_horizon() as horizon";

    private static final String INVALIDATED =
            "select invalidated_kind, invalidated_key from outbox_invalidated_since($1, $2)";

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
            OptionalLong after = request.number("after");
            long wait = Math.clamp(request.number("wait").orElse(0), 0, InternalApi.MAX_WAIT_SECONDS);
            return after.isEmpty() ? newest() : after(after.getAsLong(), Duration.ofSeconds(wait));
        });
    }

    /** Returns the newest position without changes. */
    public Uni<Changes> newest() {
        return transactions.inInstallation(tx -> horizon(tx).map(position -> new Changes(position, List.of())));
    }

    /** Returns the changes after a position, as soon as there are any; none after the wait. */
    public Uni<Changes> after(long position, Duration wait) {
        Instant end = clock.instant().plus(wait);
        return Uni.createFrom().deferred(() -> poll(position, end, Objects.requireNonNull(Vertx.currentContext())));
    }

    private Uni<Changes> poll(long position, Instant end, Context context) {
        return read(position)
                .chain(changes ->
                        !changes.changes().isEmpty() || !clock.instant().isBefore(end)
                                ? Uni.createFrom().item(changes)
                                : pause(context).chain(() -> poll(changes.next(), end, context)));
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

    private Uni<Changes> read(long position) {
        // Two statements, so that the second sees at least everything that was committed when the first ran.
        return transactions.inInstallation(tx -> horizon(tx)
                .chain(horizon -> tx.list(INVALIDATED, ChangeFeed::change, position, horizon)
                        .map(changes -> new Changes(horizon, changes))));
    }

    private static Uni<Long> horizon(Tx tx) {
        return tx.one(HORIZON, row -> row.getLong("horizon"));
    }

    private static Change change(Row row) {
        return new Change(Change.Kind.valueOf(row.getString("invalidated_kind")), row.getString("invalidated_key"));
    }
}
