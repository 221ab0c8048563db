package dev.holdfast.policy;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The few checks that every text of a policy file passes. */
final class Texts {
    private Texts() {}

    /** Returns the text, or complains when it is absent, blank, or longer than {@code max} characters. */
    static String bounded(@Nullable String text, String field, int max) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (text.length() > max) {
            throw new IllegalArgumentException(field + " has " + text.length() + " characters, at most " + max);
        }
        return text.strip();
    }

    /** Returns the text, or complains when it does not look like {@code form}. */
    static String matching(@Nullable String text, String field, Pattern form) {
        if (text == null || !form.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " '" + text + "' does not look like " + form.pattern());
        }
        return text;
    }

    /** Finds a constant by how policy files write it. */
    static <E extends Enum<E>> E find(E[] values, Function<E, String> written, String text, String what) {
        return Arrays.stream(values)
                .filter(value -> Objects.equals(written.apply(value), text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Arrays.stream(values)
                        .map(written)
                        .collect(Collectors.joining(", ", what + " '" + text + "' is none of ", ""))));
    }
}
