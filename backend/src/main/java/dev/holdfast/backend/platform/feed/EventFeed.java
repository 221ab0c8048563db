package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.event.EventView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the events of a catalog in pages, each event at least once, events about one device in the order of its changes. */
@ApplicationScoped
public class EventFeed {
    /** A snapshot that sees no event. */
    public static final String NOTHING_SEEN = "1:1:";

    private static final int PAGE = 200;
    /** When the database was last restored from a backup, in milliseconds since 1970; 0 for never. */
    static final String RESTORED =
            "(select coalesce(floor(extract(epoch from max(restored_at)) * 1000), 0)::bigint from database_restore)";

    private static final String SNAPSHOT =
            "select pg_current_snapshot()::text as snapshot, " + RESTORED + " as restored";
    // Events are deleted oldest first. So all later events are there if one is left from before the position.
    private static final String KNOWN = """
            select $3 = %s and pg_snapshot_xmax($2::text::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as in_past,
                $4::bigint >= $5::bigint or coalesce((select floor(extract(epoch from o.at) * 1000)::bigint <= $4 from outbox o
                    where o.catalog_id = $1 order by o.sequence limit 1), false) as complete""".formatted(RESTORED);
    private static final String CHANGED = "select * from catalogs_with_events($1, $2)";
    // Events of the last 23 hours are never deleted. An hour less, because clocks differ.
    private static final Duration KEPT = Duration.ofHours(22);

    private final Transactions transactions;

    EventFeed(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Events to read.
     *
     * @param kinds kinds; empty for all
     * @param scopes sets of products and groups: the event must be about a member of each set
     * @param subject affected object; null for all
     */
    public record Selection(
            List<String> kinds,
            List<List<UUID>> scopes,
            @Nullable String subject) {
        /** Selects events about any object. */
        public Selection(List<String> kinds, List<List<UUID>> scopes) {
            this(kinds, scopes, null);
        }
    }

    /**
     * An event.
     *
     * @param scopes products and groups that the event was about
     * @param position position after the event
     */
    public record Positioned(EventView event, List<UUID> scopes, EventPosition position) {}

    /**
     * A page of events.
     *
     * @param events events in order
     * @param next position after the page
     */
    public record Page(List<Positioned> events, EventPosition next) {}

    /**
     * Start of a reader.
     *
     * @param lost whether events after the reader's position may be missing, because they were deleted or the database was restored
     */
    public record Start(EventPosition position, boolean lost) {}

    /**
     * Catalogs with new events.
     *
     * @param snapshot snapshot of the database that sees these events
     */
    public record Changed(Set<CatalogId> changed, String snapshot) {}

    /** Returns which of the catalogs have events that a snapshot does not see. */
    public Uni<Changed> changedSince(String snapshot, Set<CatalogId> catalogs) {
        return changed(snapshot, Columns.guids(catalogs, CatalogId::value));
    }

    /** Returns the catalogs with events that a snapshot does not see. */
    Uni<Changed> changedSince(String snapshot) {
        return changed(snapshot, null);
    }

    private Uni<Changed> changed(String snapshot, @Nullable Object catalogs) {
        return transactions.inInstallation(tx -> tx.one(
                CHANGED,
                row -> new Changed(
                        Arrays.stream(row.getArrayOfUUIDs("changed"))
                                .map(CatalogId::new)
                                .collect(Collectors.toSet()),
                        row.getString("snapshot")),
                catalogs,
                snapshot));
    }

    /** Returns the position after all events so far. */
    public Uni<EventPosition> newest(CatalogId catalog) {
        return transactions.readOnly(catalog, EventFeed::now);
    }

    /** Returns where a reader with a position continues. */
    public Uni<Start> resume(CatalogId catalog, EventPosition position) {
        return transactions.readOnly(
                catalog,
                tx -> tx.one(
                                KNOWN,
                                row -> row,
                                catalog,
                                position.newest(),
                                position.restored(),
                                position.at(),
                                tx.now().minus(KEPT).toEpochMilli())
                        .chain(known -> known.getBoolean("in_past")
                                ? Uni.createFrom().item(new Start(position, !known.getBoolean("complete")))
                                : now(tx).map(now -> new Start(now, true))));
    }

    /** Reads the page after a position. The page has no events if none is newer. */
    public Uni<Page> read(CatalogId catalog, EventPosition after, Selection selection) {
        return read(catalog, after, selection, PAGE);
    }

    /** Reads at most {@code limit} events after a position. */
    Uni<Page> read(CatalogId catalog, EventPosition after, Selection selection, int limit) {
        return transactions.readOnly(
                catalog,
                tx -> (after.upTo().isEmpty()
                                ? now(tx).map(now -> after.endingAt(now))
                                : Uni.createFrom().item(after))
                        .chain(position -> {
                            SqlBuilder page = select(catalog, position, selection, limit);
                            return tx.list(page.text(), row -> row, page.parameters())
                                    .map(rows -> page(position, rows, limit));
                        }));
    }

    /** Returns the position after all events that the transaction sees. */
    static Uni<EventPosition> now(Tx tx) {
        long at = tx.now().toEpochMilli();
        return tx.one(SNAPSHOT, row -> EventPosition.after(row.getLong("restored"), row.getString("snapshot"), at));
    }

    private static SqlBuilder select(CatalogId catalog, EventPosition position, Selection selection, int limit) {
        SqlBuilder page = new SqlBuilder(catalog)
                .sql(
                        "select o.sequence, o.at, o.kind, o.subject, o.payload, o.scopes from outbox o where o.catalog_id = $1"
                                + " and o.transaction_id >= pg_snapshot_xmin((")
                .value(position.before(), "text")
                .sql(")::pg_snapshot) and not pg_visible_in_snapshot(o.transaction_id, (")
                .value(position.before(), "text")
                .sql(")::pg_snapshot) and pg_visible_in_snapshot(o.transaction_id, (")
                .value(position.upTo(), "text")
                .sql(")::pg_snapshot) and o.sequence > ")
                .value(position.sequence(), "bigint");
        if (!selection.kinds().isEmpty()) {
            page.sql(" and o.kind = any (")
                    .value(Columns.texts(selection.kinds(), kind -> kind), "text[]")
                    .sql(")");
        }
        for (List<UUID> scopes : selection.scopes()) {
            page.sql(" and o.scopes && ").value(Columns.guids(scopes, scope -> scope), "uuid[]");
        }
        if (selection.subject() != null) {
            page.sql(" and o.subject = ").value(selection.subject(), "text");
        }
        return page.sql(" order by o.sequence limit " + limit);
    }

    private static Page page(EventPosition position, List<Row> rows, int limit) {
        List<Positioned> events = new ArrayList<>();
        EventPosition last = position;
        for (Row row : rows) {
            EventView event = event(row);
            last = last.at(row.getLong("sequence"), event.at().toEpochMilli());
            UUID[] scopes = row.getArrayOfUUIDs("scopes");
            events.add(new Positioned(event, scopes == null ? List.of() : List.of(scopes), last));
        }
        return new Page(events, rows.size() < limit ? position.ended() : last);
    }

    private static EventView event(Row row) {
        return new EventView(
                row.getString("kind"),
                row.getString("subject"),
                Columns.instant(row, "at"),
                row.getJsonObject("payload").getMap());
    }
}
