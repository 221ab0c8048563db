package dev.holdfast.backend.platform.problem;

/**
 * Names and texts for people: what the database cannot store and what would deceive a reader is refused. Those are
 * control characters, halves of characters (lone surrogates) and the marks that turn the direction of what follows.
 */
public final class PlainText {
    /** What a text must not have, to complete a sentence. */
    public static final String RULE = "has no control characters, no incomplete characters and no direction overrides";

    private PlainText() {}

    /** Returns whether it is a plain text on one line. */
    public static boolean isLine(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Returns whether it is a plain text, of several lines perhaps. */
    public static boolean isLines(String text) {
        return text.codePoints().allMatch(character -> isPlain(character) || character == '\n' || character == '\r');
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
