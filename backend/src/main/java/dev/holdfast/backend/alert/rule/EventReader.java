package dev.holdfast.backend.alert.rule;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.feed.EventFeed.Positioned;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.event.EventView;
import dev.holdfast.policy.alert.EventFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts events to facts for alert policies. */
final class EventReader {
    private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{128}");
    private static final List<String> COPIED =
            List.of("from", "to", "code", "anomaly", "operation", "question", "generation", "group");
    private static final String REPORTED = "DeviceReported";

    private static final String GROUPS = """
            select g.group_id, p.name as product, p.name || ' / ' || g.name as title
            from device_group g join product p using (catalog_id, product_id)
            where g.catalog_id = $1 and g.group_id = any ($2::uuid[]) and not g.unassigned""";

    private EventReader() {}

    /**
     * An event.
     *
     * @param at time of the event
     */
    record Occurrence(EventFacts facts, Instant at) {
        /** Returns whether the subject is a device. */
        boolean isOfDevice() {
            return !facts.get("device").isEmpty();
        }
    }

    private record Group(UUID id, String product, String title) {
        static Group of(Row row) {
            return new Group(row.getUUID("group_id"), row.getString("product"), row.getString("title"));
        }
    }

    /** Converts events, with the names of their products and groups. */
    static Uni<List<Occurrence>> occurrences(Tx tx, List<Positioned> events) {
        Set<UUID> scopes =
                events.stream().flatMap(event -> event.scopes().stream()).collect(Collectors.toSet());
        return tx.list(GROUPS, Group::of, tx.catalog(), Columns.guids(scopes, scope -> scope))
                .map(groups -> groups.stream().collect(Collectors.toMap(Group::id, Function.identity())))
                .map(groups ->
                        events.stream().map(event -> occurrence(event, groups)).toList());
    }

    private static Occurrence occurrence(Positioned positioned, Map<UUID, Group> groups) {
        EventView event = positioned.event();
        Map<String, String> fields = new HashMap<>();
        positioned.scopes().stream()
                .map(groups::get)
                .filter(group -> group != null)
                .findFirst()
                .ifPresent(group -> {
                    fields.put("product", group.product());
                    fields.put("group", group.title());
                });
        fields.put("kind", event.kind());
        fields.put("subject", event.subject());
        if (DEVICE.matcher(event.subject()).matches()) {
            fields.put("device", event.subject());
        }
        COPIED.forEach(name -> put(fields, name, event.payload().get(name)));
        if (event.kind().equals(REPORTED)) {
            put(fields, "report", event.payload().get("kind"));
            if (event.payload().get("detail") instanceof Map<?, ?> detail) {
                put(fields, "component", detail.get("component_id"));
                put(fields, "image", detail.get("image_id"));
                put(fields, "code", detail.get("error"));
            }
        }
        return new Occurrence(new EventFacts(fields), event.at());
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Number) {
            fields.put(name, value.toString());
        }
    }
}
