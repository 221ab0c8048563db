package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import dev.holdfast.contract.operator.text.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Path and query parameters of the operator API. A malformed id in a path fails with 404, a malformed query parameter with 400 and its name. */
public final class Parameters {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private Parameters() {}

    /** Returns a device ID in a path. */
    public static DeviceId device(String text) {
        try {
            return DeviceId.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("Device " + text);
        }
    }

    /** Returns a GUID in a path. */
    public static UUID guid(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound(what + " " + text);
        }
    }

    /** Returns a whole number of at least 0 in a path. */
    public static int numbered(String what, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Also not found.
        }
        throw ProblemException.notFound(what + " " + text);
    }

    /** Returns {@code limit}: 1 to 500, 50 when absent. */
    public static int limit(@Nullable String text) {
        return (int) number("limit", text, DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    /** Parses {@code filter} with a list's fields; matches everything when absent. */
    public static Filter filter(@Nullable String text, FilterVocabulary vocabulary) {
        if (text == null) {
            return Filter.ALL;
        }
        int mark = PlainText.indexOfForbidden(text);
        if (mark >= 0) {
            throw ProblemException.invalid("filter", "a filter " + PlainText.RULE, mark);
        }
        Filter filter = read(text, vocabulary);
        if (!PlainText.isLine(filter.text())) {
            throw ProblemException.invalid("filter", "must not have line breaks within a term");
        }
        return filter;
    }

    private static Filter read(String text, FilterVocabulary vocabulary) {
        try {
            return FilterReader.read(text, vocabulary);
        } catch (FilterException e) {
            throw ProblemException.invalid("filter", e.reason(), e.position());
        }
    }

    /** Returns the device before a page, which is the {@code cursor} of lists in the order of device IDs; null when absent. */
    public static @Nullable DeviceId deviceBefore(@Nullable String cursor) {
        try {
            return cursor == null ? null : DeviceId.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("cursor", "is invalid for this list");
        }
    }

    /** Returns the number of rows before a page, which is the {@code cursor} of lists that PostgreSQL reads by offset; 0 when absent. */
    public static int rowsBefore(@Nullable String cursor) {
        return (int) number("cursor", cursor, 0, 0, Integer.MAX_VALUE);
    }

    /** Returns the {@code cursor} of the next page of such a list; null on the last page. */
    public static @Nullable String next(int before, List<?> rows, long total) {
        int next = before + rows.size();
        return rows.isEmpty() || next >= total ? null : Integer.toString(next);
    }

    /** Returns a number of things; 0 when absent. */
    public static int count(String name, @Nullable String text) {
        return (int) number(name, text, 0, 0, Integer.MAX_VALUE);
    }

    /** Returns {@code from}, a number of entries from 1; required. */
    public static long from(@Nullable String text) {
        return number("from", text, 0, 1, Long.MAX_VALUE);
    }

    /** Returns {@code true} or {@code false}, in either case; false when absent. */
    public static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        throw ProblemException.invalid(name, "must be true or false");
    }

    /** Returns an enum constant; case does not matter. */
    public static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid(name, "must be one of " + Arrays.toString(type.getEnumConstants())));
    }

    private static long number(String name, @Nullable String text, long absent, long min, long max) {
        try {
            long number = text == null ? absent : Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name, "must be a whole number");
        }
        throw ProblemException.invalid(
                name, "must be " + (max == Long.MAX_VALUE ? "at least " + min : min + " to " + max));
    }
}
