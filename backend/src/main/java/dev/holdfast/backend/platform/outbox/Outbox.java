package dev.holdfast.backend.platform.outbox;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.device.InternalApi.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Appends events in the transaction of their change, so that both commit together. Append after changing rows, so that events about a
 * row are in the order of its changes, but before deleting a product, group, or deployment, so that
 * the event keeps its scope.
 */
@ApplicationScoped
public class Outbox {
    private static final String APPEND = inserting(3);

    private final Clock clock;

    public Outbox(Clock clock) {
        this.clock = clock;
    }

    /** Appends events in order with one statement. */
    public Uni<Void> append(Sql sql, CatalogId catalog, List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Object> parameters = new ArrayList<>(List.of(catalog, clock.instant()));
        parameters.addAll(parameters(events));
        return sql.update(APPEND, parameters.toArray()).replaceWithVoid();
    }

    /**
     * Returns SQL that appends events, for use in a larger statement: {@code $1} is the catalog, {@code $2} the time.
     *
     * @param first number of the first of {@link #parameters}
     */
    public static String inserting(int first) {
        return """
            insert into outbox (catalog_id, at, kind, subject, payload, invalidated_kind, invalidated_key, scopes)
            select $1, $2, e.kind, e.subject, e.payload::jsonb, e.invalidated_kind, e.invalidated_key,
                event_scopes(e.subject, e.about)
            from unnest($%d::text[], $%d::text[], $%d::text[], $%d::text[], $%d::text[], $%d::uuid[])
                with ordinality as e(kind, subject, payload, invalidated_kind, invalidated_key, about, position)
            order by e.position""".formatted(first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }

    /** Returns the parameters of {@link #inserting}. */
    public static List<Object> parameters(List<Event> events) {
        return List.of(
                Columns.texts(events, Event::kind),
                Columns.texts(events, Event::subject),
                Columns.texts(events, event -> new JsonObject(event.payload()).encode()),
                stale(events, change -> change.kind().name()),
                stale(events, Change::key),
                Columns.guids(events, Event::about));
    }

    private static @Nullable String[] stale(List<Event> events, Function<Change, String> part) {
        return events.stream()
                .map(event -> event.stale() == null ? null : part.apply(event.stale()))
                .toArray(String[]::new);
    }
}
