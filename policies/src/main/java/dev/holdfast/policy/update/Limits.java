package dev.holdfast.policy.update;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of fields. */
final class Limits {
    private Limits() {}

    static void require(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Refuses a duration outside of the limits, unless it is absent. */
    static void requireWithin(@Nullable Duration duration, Duration min, Duration max, String field) {
        require(
                duration == null || (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0),
                field + " is " + duration + ", at least " + min + " and at most " + max);
    }

    /** Parses a duration, such as {@code P14D}; null if it is absent. */
    static @Nullable Duration duration(@Nullable String text, String field) {
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    field + " '" + text + "' is not a duration, such as P14D for 14 days or PT12H for 12 hours", e);
        }
    }

    /** Returns a copy of the list, empty if it is absent; fails when an item is null. */
    static <T> List<T> complete(@Nullable List<T> list, String field) {
        List<T> present = list == null ? List.of() : list;
        require(
                present.stream().noneMatch(item -> item == null),
                field + " has an empty item (~): complete it, or remove the line");
        return List.copyOf(present);
    }
}
