package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.id.DeviceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Path and query parameters of the operator API. A malformed id in a path names nothing: 404. A malformed query
 * parameter is the caller's mistake: 400, naming it.
 */
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

    /** Returns {@code limit}: 1 to 500, 50 when absent. */
    public static int limit(@Nullable String text) {
        int limit = number("limit", text, DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "is 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    /** Returns {@code offset}: from 0, 0 when absent. */
    public static int offset(@Nullable String text) {
        int offset = number("offset", text, 0);
        if (offset < 0) {
            throw ProblemException.invalid("offset", "is not negative");
        }
        return offset;
    }

    /** Returns a constant, written in either case. */
    public static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.invalid(name, "is one of " + Arrays.toString(type.getEnumConstants())));
    }

    private static int number(String name, @Nullable String text, int absent) {
        try {
            return text == null ? absent : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name, "is not a whole number");
        }
    }
}
