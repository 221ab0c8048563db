package dev.holdfast.backend.platform.outbox;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.device.InternalApi.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends events in the transaction of the change that they tell of: they become visible together or not at all.
 * Append after the rows that you change, so that events about the same row are in the order of its changes.
 */
@ApplicationScoped
public class Outbox {
    private static final String APPEND = """
            insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
            select $1, $2, e.kind, e.subject, e.payload::jsonb, e.stale_kind, e.stale_key
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                with ordinality as e(kind, subject, payload, stale_kind, stale_key, position)
            order by e.position""";

    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /** Appends one event. */
    public Uni<Void> append(Sql sql, CatalogId catalog, Event event) {
        return append(sql, catalog, List.of(event));
    }

    /** Appends events in their order, with one statement however many there are. */
    public Uni<Void> append(Sql sql, CatalogId catalog, List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        APPEND,
                        catalog,
                        clock.instant(),
                        Columns.texts(events, Event::kind),
                        Columns.texts(events, Event::subject),
                        Columns.texts(events, event -> new JsonObject(event.payload()).encode()),
                        events.stream().map(Outbox::staleKind).toArray(String[]::new),
                        events.stream().map(Outbox::staleKey).toArray(String[]::new))
                .replaceWithVoid();
    }

    private static @Nullable String staleKind(Event event) {
        Change stale = event.stale();
        return stale == null ? null : stale.kind().name();
    }

    private static @Nullable String staleKey(Event event) {
        Change stale = event.stale();
        return stale == null ? null : stale.key();
    }
}
