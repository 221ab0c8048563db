package dev.holdfast.ui.component;

import java.util.Locale;

/** Numbers with their nouns. */
public final class Amount {
    private static final long KIB = 1024;

    private Amount() {}

    /** Writes {@code 1,204}. */
    public static String of(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Writes {@code 1 device}, {@code 1,204 devices}. */
    public static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Writes {@code 1 policy}, {@code 3 policies}: nouns whose plural is more than an s. */
    public static String of(long count, String noun, String plural) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : plural);
    }

    /** Writes a size: {@code 812 B}, {@code 13.4 KiB}, {@code 2.0 MiB}. */
    public static String bytes(long count) {
        if (count < KIB) {
            return count + " B";
        }
        if (count < KIB * KIB) {
            return String.format(Locale.ROOT, "%.1f KiB", (double) count / KIB);
        }
        return String.format(Locale.ROOT, "%.1f MiB", (double) count / (KIB * KIB));
    }
}
