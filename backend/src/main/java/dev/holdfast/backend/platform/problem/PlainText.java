package dev.holdfast.backend.platform.problem;

import java.util.Set;

/**
 * Names and texts for people: what the database cannot store and what would deceive a reader is refused. Those are
 * control characters, halves of characters (lone surrogates) and the marks that turn the direction of what follows.
 */
public final class PlainText {
    private static final Set<Integer> INVISIBLE = Set.of(
            (int) Character.SPACE_SEPARATOR,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.CONTROL,
            (int) Character.FORMAT);

    /** What a text must not have, to complete a sentence. */
    public static final String RULE = "has no control characters, no incomplete characters and no direction overrides";

    private PlainText() {}

    /** Returns whether it is a plain text on one line. */
    public static boolean isLine(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Returns the index of the first character that no plain text has, blanks of all kinds aside; -1 when there is none. */
    static int firstMark(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            if (!isPlain(character) && !Character.isWhitespace(character)) {
                return at;
            }
        }
        return -1;
    }

    /** Returns whether it is a plain text, of several lines perhaps. */
    public static boolean isLines(String text) {
        return text.codePoints().allMatch(character -> isPlain(character) || character == '\n' || character == '\r');
    }

    /** Returns whether some character of a text can be seen. */
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(character -> !INVISIBLE.contains(Character.getType(character)));
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> !isDirectionOverride(character);
        };
    }

    private static boolean isDirectionOverride(int character) {
        return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    }
}
