package dev.holdfast.ui.fake;

import java.util.regex.Pattern;

/**
 * Texts of answers that nobody chose and programs read: constants, times, addresses. Whoever disguises an answer leaves them, or it
 * is none of the operator API any more, and the console shows that it could not read it.
 */
final class FixedTexts {
    private static final Pattern FIXED =
            Pattern.compile("|[A-Z][A-Z_]+|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|contoso|fabrikam|northwind"
                    + "|catalog|(product|group)-[0-9a-f-]{36}|[0-9a-f]{128}");

    private FixedTexts() {}

    /** Returns whether a text is one. */
    static boolean has(String text) {
        return FIXED.matcher(text).matches();
    }
}
