package dev.holdfast.sim.factory;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an operating system release.
 *
 * @param text version as text, such as {@code 26.09}
 * @param securityVersion year, month and patch number as one number, such as 260901 for {@code 26.09.1}
 * @param builtAt first day of the version's month, UTC
 */
record OsVersion(String text, long securityVersion, Instant builtAt) {
    private static final Pattern FORM = Pattern.compile("(\\d{2})\\.(\\d{2})(?:\\.(\\d{1,2}))?");
    private static final int CENTURY = 2000;
    private static final int HUNDRED = 100;
    private static final int MONTHS = 12;

    /**
     * Parses a version.
     *
     * @param text year and month, such as {@code 26.09}, with an optional patch number, such as {@code 26.09.1}
     * @throws IllegalArgumentException for any other text
     */
    static OsVersion parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an OS version such as 26.09 or 26.09.1");
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        int patch = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (month < 1 || month > MONTHS) {
            throw new IllegalArgumentException("'" + text + "' has an invalid month");
        }
        return new OsVersion(
                text,
                ((long) year * HUNDRED + month) * HUNDRED + patch,
                YearMonth.of(CENTURY + year, month)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
    }
}
