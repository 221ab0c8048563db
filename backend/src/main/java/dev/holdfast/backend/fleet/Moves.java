package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.contract.id.DeviceId;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Devices that entered, left or changed groups, for the audit log. Up to {@value #FEW} devices are listed one by one. More devices are only
 * counted by group, so that the size stays bounded.
 *
 * @param few each device; empty if there are more than {@value #FEW}
 * @param before number of devices by previous group
 * @param after number of devices by new group
 */
public record Moves(long devices, List<Move> few, Map<String, Long> before, Map<String, Long> after) {
    public static final Moves NONE = new Moves(0, List.of(), Map.of(), Map.of());

    private static final int FEW = 20;
    // Limits of groups: in an audit entry, and in this record.
    private static final int MAX_LISTED = 50;
    private static final int MAX_COUNTED = 500;
    /** Key of the sum of the counts beyond a limit. */
    private static final String ELSEWHERE = "elsewhere";

    /** Keeps the largest {@value #MAX_COUNTED} counts of each map, and adds the others up. */
    public Moves {
        few = devices > FEW ? List.of() : List.copyOf(few);
        before = largest(before, MAX_COUNTED);
        after = largest(after, MAX_COUNTED);
    }

    /**
     * One device that moved.
     *
     * @param from title of the previous group; null if it entered the catalog
     * @param to title of the new group; null if it left the catalog
     */
    public record Move(
            DeviceId device,
            @Nullable String from,
            @Nullable String to) {}

    public static Moves of(Collection<Move> all) {
        return new Moves(
                all.size(),
                all.size() > FEW ? List.of() : List.copyOf(all),
                counts(all, Move::from),
                counts(all, Move::to));
    }

    public Moves plus(Moves more) {
        return new Moves(
                devices + more.devices,
                Stream.concat(few.stream(), more.few.stream()).toList(),
                sum(before, more.before),
                sum(after, more.after));
    }

    /** Adds the moves to the audit entry of a command. */
    public AuditEntry addTo(AuditEntry entry) {
        return devices <= FEW
                ? entry.changing("devices", each(Move::from), each(Move::to))
                : entry.changing("devicesIn", atMostListed(before), atMostListed(after));
    }

    /** Parses the result of {@link #json()}, or an empty object. */
    public static Moves read(JsonObject json) {
        return json.isEmpty() ? NONE : json.mapTo(Moves.class);
    }

    public JsonObject json() {
        return JsonObject.mapFrom(this);
    }

    private @Nullable Map<String, Object> each(Function<Move, @Nullable String> group) {
        Map<String, Object> groups = new LinkedHashMap<>();
        few.forEach(move -> {
            String title = group.apply(move);
            if (title != null) {
                groups.put(move.device().text(), title);
            }
        });
        return groups.isEmpty() ? null : groups;
    }

    private static @Nullable Map<String, Long> atMostListed(Map<String, Long> counts) {
        return counts.isEmpty() ? null : largest(counts, MAX_LISTED);
    }

    /** Returns the groups with the most devices, followed by the sum of all others. */
    private static Map<String, Long> largest(Map<String, Long> counts, int groups) {
        long others = counts.getOrDefault(ELSEWHERE, 0L);
        Map<String, Long> largest = new LinkedHashMap<>();
        for (Map.Entry<String, Long> count : counts.entrySet().stream()
                .filter(group -> !group.getKey().equals(ELSEWHERE))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList()) {
            if (largest.size() < groups) {
                largest.put(count.getKey(), count.getValue());
            } else {
                others += count.getValue();
            }
        }
        if (others > 0) {
            largest.put(ELSEWHERE, others);
        }
        return largest;
    }

    private static Map<String, Long> counts(Collection<Move> all, Function<Move, @Nullable String> group) {
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(move -> {
            String title = group.apply(move);
            if (title != null) {
                counts.merge(title, 1L, Long::sum);
            }
        });
        return counts;
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        Map<String, Long> sum = new TreeMap<>(some);
        more.forEach((group, devices) -> sum.merge(group, devices, Long::sum));
        return sum;
    }
}
