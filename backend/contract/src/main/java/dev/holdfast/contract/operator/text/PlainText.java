package dev.holdfast.contract.operator.text;

import jakarta.validation.ConstraintValidatorContext;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rules for texts that people read. They exclude control characters, unpaired surrogates and direction overrides,
 * which the database cannot store or which deceive readers.
 */
public final class PlainText {
    /** Unicode categories without visible characters. */
    private static final Set<Integer> INVISIBLE = Set.of(
            (int) Character.SPACE_SEPARATOR,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.CONTROL,
            (int) Character.FORMAT);

    /** Rule that completes a sentence that starts with the field name. */
    public static final String RULE = "must not have control characters, unpaired surrogates or direction overrides";

    private PlainText() {}

    /** Returns whether a text is plain and on one line. */
    public static boolean isLine(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Returns the index of the first character that is neither plain nor white space; -1 if there is none. */
    public static int indexOfForbidden(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            if (!isPlain(character) && !Character.isWhitespace(character)) {
                return at;
            }
        }
        return -1;
    }

    /** Returns whether a text is plain, with any number of lines. */
    public static boolean isLines(String text) {
        return text.codePoints().allMatch(character -> isPlain(character) || character == '\n' || character == '\r');
    }

    /** Returns whether a text has a visible character. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(character -> !INVISIBLE.contains(Character.getType(character)));
    }

    /** Validates a text for a constraint. Replaces the error message if only a visible character is missing. An empty text is valid. */
    static boolean isValid(
            String text, Predicate<String> isPlain, boolean mayBeBlank, ConstraintValidatorContext context) {
        if (isPlain.test(text) && !mayBeBlank && !text.isEmpty() && !isVisible(text)) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate("must have a visible character")
                    .addConstraintViolation();
            return false;
        }
        return isPlain.test(text);
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
