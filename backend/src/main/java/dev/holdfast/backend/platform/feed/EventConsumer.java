package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed.Page;
import dev.holdfast.backend.platform.feed.EventFeed.Positioned;
import dev.holdfast.backend.platform.feed.EventFeed.Selection;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events of all catalogs to a feature, in pages and in order. The effects of a page and the new position commit together, so that
 * each event has its effect exactly once, also if a backend dies or two backends read at once. A backend that reads a catalog has a lease;
 * if it dies, another one continues after the lease.
 */
public abstract class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int PAGE = 1_000;
    private static final Selection ALL = new Selection(List.of(), List.of());

    private static final String TAKE = """
            insert into event_consumer as c (catalog_id, name, runner, leased_until) values ($1, $2, $3, $4)
            on conflict (catalog_id, name) do update set runner = excluded.runner, leased_until = excluded.leased_until
            where c.runner = excluded.runner or c.leased_until <= $5
            returning position, sequence""";
    private static final String MOVE = """
            update event_consumer set position = $4, sequence = greatest(sequence, $5), leased_until = $6
            where catalog_id = $1 and name = $2 and runner = $3 and position is not distinct from $7""";
    private static final String GIVE_BACK =
            "update event_consumer set leased_until = $4 where catalog_id = $1 and name = $2 and runner = $3";

    private final String name;
    private final EventFeed feed;
    private final Transactions transactions;
    private final UUID runner = UUID.randomUUID();
    /** Catalogs with events that were not yet consumed. */
    private final Set<CatalogId> pending = ConcurrentHashMap.newKeySet();

    private volatile String seen = EventFeed.NOTHING_SEEN;

    /** Effects of a page. */
    @FunctionalInterface
    public interface Effects {
        /** Stores the effects. */
        Uni<Void> store(Tx tx);
    }

    /**
     * A leased catalog.
     *
     * @param stored position as stored; null before the first page
     * @param from position to read from
     */
    private record Taken(@Nullable String stored, EventPosition from) {}

    /** Creates a consumer with a name that {@code event_consumer} knows. */
    protected EventConsumer(String name, EventFeed feed, Transactions transactions) {
        this.name = name;
        this.feed = feed;
        this.transactions = transactions;
    }

    /** Computes the effects of a page, outside of transactions. A failure repeats the page. */
    protected abstract Uni<Effects> effects(CatalogId catalog, List<Positioned> events);

    /** Consumes all new events of all catalogs. Call it once a second, and never concurrently. */
    protected final Uni<Void> consume() {
        return feed.changedSince(seen)
                .invoke(now -> {
                    pending.addAll(now.changed());
                    seen = now.snapshot();
                })
                .chain(() -> Sequential.eachOrReport(
                        List.copyOf(pending),
                        this::consume,
                        LOG,
                        "event=events-not-consumed consumer=" + name + " %s"));
    }

    private Uni<Void> consume(CatalogId catalog) {
        return transactions
                .inCatalog(catalog, this::take)
                .chain(taken -> taken.isEmpty()
                        // Another backend reads. It may die, so look again.
                        ? Uni.createFrom().voidItem()
                        : pages(catalog, taken.get())
                                .invoke(() -> pending.remove(catalog))
                                .chain(() -> giveBack(catalog).replaceWithVoid()));
    }

    private Uni<Optional<Taken>> take(Tx tx) {
        return tx.find(TAKE, row -> row, tx.catalog(), name, runner, tx.now().plus(LEASE), tx.now())
                .chain(row -> row.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : EventFeed.now(tx)
                                .map(now -> Optional.of(taken(
                                        row.get().getString("position"),
                                        row.get().getLong("sequence"),
                                        now))));
    }

    private static Taken taken(@Nullable String stored, long sequence, EventPosition now) {
        EventPosition position = stored == null ? null : EventPosition.parse(stored);
        return new Taken(
                stored,
                position == null || position.restored() != now.restored()
                        ? EventPosition.continuing(now, sequence)
                        : position);
    }

    private Uni<Void> pages(CatalogId catalog, Taken taken) {
        return feed.read(catalog, taken.from(), ALL, PAGE)
                .chain(page -> page.events().isEmpty()
                        ? afterEmpty(catalog, taken, page)
                        : effects(catalog, page.events())
                                .chain(effects -> transactions.forRows(
                                        catalog, page.events().size(), tx -> store(tx, taken, page, effects)))
                                .chain(stored -> stored && page.events().size() == PAGE
                                        ? pages(catalog, new Taken(page.next().text(), page.next()))
                                        : Uni.createFrom().voidItem()));
    }

    /** Reads the next batch if the last page ended exactly with its batch. */
    private Uni<Void> afterEmpty(CatalogId catalog, Taken taken, Page page) {
        return taken.from().upTo().isEmpty()
                ? Uni.createFrom().voidItem()
                : pages(catalog, new Taken(taken.stored(), page.next()));
    }

    /** Moves the position and stores the effects; does neither and returns false if another backend has the catalog. */
    private Uni<Boolean> store(Tx tx, Taken taken, Page page, Effects effects) {
        return tx.update(
                        MOVE,
                        tx.catalog(),
                        name,
                        runner,
                        page.next().text(),
                        page.events().getLast().position().sequence(),
                        tx.now().plus(LEASE),
                        taken.stored())
                .chain(moved -> moved == 0
                        ? Uni.createFrom().item(false)
                        : effects.store(tx).replaceWith(true));
    }

    private Uni<Integer> giveBack(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> tx.update(GIVE_BACK, tx.catalog(), name, runner, tx.now()));
    }
}
