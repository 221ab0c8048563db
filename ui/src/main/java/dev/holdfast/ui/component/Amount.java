package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

/** Numbers with their nouns, in the language of the console. */
public final class Amount {
    private static final double KIB = 1024;

    private Amount() {}

    /** Writes {@code 1,204}. */
    public static String of(long count) {
        return text("amount", count);
    }

    /** Writes {@code 1 device}, {@code 1,204 devices}; the text's key is {@code amount.} and the noun. */
    public static String of(long count, String noun) {
        return text("amount." + noun, count);
    }

    /** Writes {@code 1 to 1,000}. */
    public static String range(long first, long last) {
        return text("amount.range", first, last);
    }

    /** Writes a size: {@code 812 B}, {@code 13.4 KiB}, {@code 2.0 MiB}. */
    public static String bytes(long count) {
        if (count < KIB) {
            return text("amount.bytes", count);
        }
        return count < KIB * KIB ? text("amount.kib", count / KIB) : text("amount.mib", count / (KIB * KIB));
    }
}
