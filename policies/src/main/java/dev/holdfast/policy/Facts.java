package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts facts for CEL. All integers become {@code long}. Facts above the sizes in {@link ConditionCost} are left out, so
 * that rules that read them fail closed.
 */
final class Facts {
    private Facts() {}

    /**
     * Copies facts and converts every {@code int}, {@code short} and {@code byte} to {@code long}, CEL's only signed
     * integer.
     */
    static Map<String, Object> convertForCel(Map<String, Object> facts) {
        Map<String, Object> widened = HashMap.newHashMap(facts.size());
        facts.forEach((name, value) -> {
            Object copy = convertForCel(value);
            if (copy != null) {
                widened.put(name, copy);
            }
        });
        return widened;
    }

    /** Returns a converted copy of one fact; null when the fact is absent or too large. */
    static @Nullable Object convertForCel(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case String text -> text.length() > ConditionCost.MAX_TEXT ? null : text;
            case Map<?, ?> map -> map.size() > ConditionCost.MAX_ITEMS ? null : convertMap(map);
            case List<?> list -> list.size() > ConditionCost.MAX_ITEMS ? null : convertList(list);
            default -> value;
        };
    }

    private static FactMap convertMap(Map<?, ?> map) {
        Map<Object, Object> widened = HashMap.newHashMap(map.size());
        map.forEach((name, value) -> {
            Object copy = convertForCel(value);
            if (copy != null) {
                widened.put(name, copy);
            }
        });
        return new FactMap(widened);
    }

    /** Returns a converted copy of a list; null when an item is absent or too large. */
    private static @Nullable List<Object> convertList(List<?> list) {
        List<Object> widened = new ArrayList<>(list.size());
        for (Object item : list) {
            Object copy = convertForCel(item);
            if (copy == null) {
                return null;
            }
            widened.add(copy);
        }
        return widened;
    }

    /**
     * Refuses facts in a test case that are empty or exceed the limits.
     *
     * @param where name of the facts, for error messages
     */
    static void requireBounded(@Nullable Object value, String where) {
        switch (value) {
            case null ->
                throw new IllegalArgumentException(
                        where + " is empty (~): add a value, or remove the fact if it is absent");
            case String text -> {
                require(
                        text.length() <= ConditionCost.MAX_TEXT,
                        where,
                        text.length() + " characters",
                        ConditionCost.MAX_TEXT);
                Texts.requirePlain(text, where);
            }
            case List<?> list -> {
                require(list.size() <= ConditionCost.MAX_ITEMS, where, list.size() + " items", ConditionCost.MAX_ITEMS);
                for (int i = 0; i < list.size(); i++) {
                    requireBounded(list.get(i), where + "[" + i + "]");
                }
            }
            case Map<?, ?> map -> {
                require(map.size() <= ConditionCost.MAX_ITEMS, where, map.size() + " fields", ConditionCost.MAX_ITEMS);
                map.forEach((name, field) -> requireBounded(field, where + "." + name));
            }
            default -> {
                // Numbers and booleans.
            }
        }
    }

    private static void require(boolean good, String where, String has, int atMost) {
        if (!good) {
            throw new IllegalArgumentException(where + " has " + has + ", at most " + atMost);
        }
    }

    /** Returns the value at a path as text; {@code unknown} when it is absent. */
    static String at(Map<?, ?> facts, List<String> path) {
        @Nullable Object value = facts;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value == null ? "unknown" : value.toString();
    }
}
