package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts as CEL wants them: one integer type. */
final class Facts {
    private Facts() {}

    /** Copies facts, with every {@code int}, {@code short} and {@code byte} as a {@code long}: CEL's only signed integer. */
    static Map<String, Object> widened(Map<String, Object> facts) {
        Map<String, Object> widened = HashMap.newHashMap(facts.size());
        facts.forEach((name, value) -> widened.put(name, widened(value)));
        return widened;
    }

    /** Copies one fact alike. */
    static Object widened(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Map<?, ?> map -> widenedMap(map);
            case List<?> list -> widenedList(list);
            default -> value;
        };
    }

    private static Map<Object, Object> widenedMap(Map<?, ?> map) {
        Map<Object, Object> widened = HashMap.newHashMap(map.size());
        map.forEach((name, value) -> widened.put(name, widened(value)));
        return widened;
    }

    private static List<Object> widenedList(List<?> list) {
        List<Object> widened = new ArrayList<>(list.size());
        for (Object item : list) {
            widened.add(widened(item));
        }
        return widened;
    }

    /** Returns what a path leads to as text; {@code unknown} when it leads nowhere. */
    static String at(Map<?, ?> facts, List<String> path) {
        @Nullable Object value = facts;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value == null ? "unknown" : value.toString();
    }
}
