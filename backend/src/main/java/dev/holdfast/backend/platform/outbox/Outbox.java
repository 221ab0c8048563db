package dev.holdfast.backend.platform.outbox;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.device.InternalApi.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Appends events in the transaction of their change, so that both commit together. Append after changing rows, so that events about a
 * row are in the order of its changes, but before deleting a product, group, or deployment, so that
 * the event keeps its scope.
 */
@ApplicationScoped
public class Outbox {
    private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{128}");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
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
     * Returns SQL that appends events, for use in a larger statement: {@code $1} is the catalog, {@code $2} the time. A device that left the
     * catalog counts as in its last group. Joins, because a subquery for each of thousands of events would be slow with outdated statistics.
     *
     * @param first number of the first of {@link #parameters}
     */
    public static String inserting(int first) {
        return """
            insert into outbox (catalog_id, at, kind, subject, payload, invalidated_kind, invalidated_key, scopes)
            select $1, $2, e.kind, e.subject, e.payload::jsonb, e.invalidated_kind, e.invalidated_key,
                nullif(array_remove(array[g.product_id, g.group_id, a.product_id, e.about], null), '{}')
            from unnest($%1$d::text[], $%2$d::text[], $%3$d::text[], $%4$d::text[], $%5$d::text[], $%6$d::bytea[], $%7$d::uuid[],
                    $%8$d::uuid[])
                with ordinality as e(kind, subject, payload, invalidated_kind, invalidated_key, device, guid, about, position)
            left join device d on d.catalog_id = $1 and d.device_id = e.device
            left join (
                select distinct on (p.device_id) p.device_id, p.group_id from departed_device p
                where p.catalog_id = $1 and p.device_id in (select unnest($%6$d::bytea[]))
                order by p.device_id, p.left_at desc) l on l.device_id = e.device
            left join deployment y on y.catalog_id = $1 and y.deployment_id = e.guid
            left join device_group g on g.catalog_id = $1 and g.group_id = coalesce(d.group_id, l.group_id, y.group_id, e.guid)
            left join device_group a on a.catalog_id = $1 and a.group_id = e.about
            order by e.position""".formatted(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7);
    }

    /** Returns the parameters of {@link #inserting}. */
    public static List<Object> parameters(List<Event> events) {
        return List.of(
                Columns.texts(events, Event::kind),
                Columns.texts(events, Event::subject),
                Columns.texts(events, event -> new JsonObject(event.payload()).encode()),
                stale(events, change -> change.kind().name()),
                stale(events, Change::key),
                events.stream().map(event -> device(event.subject())).toArray(Buffer[]::new),
                Columns.guids(events, event -> guid(event.subject())),
                Columns.guids(events, Event::about));
    }

    private static @Nullable Buffer device(String subject) {
        return DEVICE.matcher(subject).matches() ? Buffer.buffer(HexFormat.of().parseHex(subject)) : null;
    }

    private static @Nullable UUID guid(String subject) {
        return GUID.matcher(subject).matches() ? UUID.fromString(subject) : null;
    }

    private static @Nullable String[] stale(List<Event> events, Function<Change, String> part) {
        return events.stream()
                .map(event -> event.stale() == null ? null : part.apply(event.stale()))
                .toArray(String[]::new);
    }
}
