package dev.holdfast.contract.operator.filter;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Duration in a filter: {@code 90m}, {@code 12h}, {@code 7d}, {@code 3w}; less than 1,000,000 days, and six digits. */
public final class Age {
    /** Value for events that never happened. */
    public static final String NEVER = "never";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhdw])");
    private static final int DAYS_OF_WEEK = 7;
    /** A million days ago, PostgreSQL still has dates. */
    private static final Duration LIMIT = Duration.ofDays(1_000_000);

    private Age() {}

    /** Parses a duration; empty if the text is not one. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        Duration age = switch (form.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(DAYS_OF_WEEK * number);
        };
        return age.compareTo(LIMIT) < 0 ? Optional.of(age) : Optional.empty();
    }

    /** Returns the SQL comparison of a timestamp with (now - age): a greater age is an earlier timestamp. */
    public static String earlier(Filter.Comparison comparison) {
        return switch (comparison) {
            case LESS -> ">";
            case AT_MOST -> ">=";
            case MORE -> "<";
            case AT_LEAST -> "<=";
            case SAME -> "=";
        };
    }
}
