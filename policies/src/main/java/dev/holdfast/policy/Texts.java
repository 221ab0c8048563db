package dev.holdfast.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks of texts in policy files. A text is plain if it has no control characters except line breaks and tabs, no
 * unpaired surrogates and no characters that change the writing direction.
 */
final class Texts {
    private Texts() {}

    /** Returns the text without surrounding white space; fails when it is absent, blank, not plain, or longer than {@code max}. */
    static String bounded(@Nullable String text, String field, int max) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (text.length() > max) {
            throw new IllegalArgumentException(field + " has " + text.length() + " characters, at most " + max);
        }
        requirePlain(text, field);
        return text.strip();
    }

    /** Returns a copy of the list; fails when the list or one of its items is null. */
    static <T> List<T> complete(@Nullable List<T> list, String field) {
        if (list == null) {
            throw new IllegalArgumentException(field + " are missing");
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                throw new IllegalArgumentException(field + "[" + i + "] is empty (~): complete it, or remove the line");
            }
        }
        return List.copyOf(list);
    }

    /** Refuses a text that is not plain: the database cannot store its characters, or they deceive a reader. */
    static void requirePlain(String text, String field) {
        text.codePoints().filter(character -> !isPlain(character)).findFirst().ifPresent(character -> {
            throw new IllegalArgumentException(field + " has the character U+%04X: ".formatted(character)
                    + "control characters, unpaired surrogates and direction overrides are not allowed");
        });
    }

    /** Returns the text with U+FFFD in place of each character that is not plain. */
    static String shown(String text) {
        return text.codePoints()
                .map(character -> isPlain(character) ? character : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\r' || character == '\t';
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> !(character >= 0x202A && character <= 0x202E) && !(character >= 0x2066 && character <= 0x2069);
        };
    }

    /** Returns the text; fails when it does not match {@code form}. */
    static String matching(@Nullable String text, String field, Pattern form) {
        if (text == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " '" + text + "' does not match " + form.pattern());
        }
        return text;
    }

    /** Returns the enum constant whose name in policy files is {@code text}; fails and lists all names when there is none. */
    static <E extends Enum<E>> E find(E[] values, Function<E, String> written, String text, String what) {
        return Arrays.stream(values)
                .filter(value -> Objects.equals(written.apply(value), text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Arrays.stream(values)
                        .map(written)
                        .collect(Collectors.joining(", ", what + " '" + text + "' is not one of ", ""))));
    }
}
