package dev.holdfast.contract.operator.filter;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Duration in a filter, such as {@code 90m}, {@code 12h}, {@code 7d} or {@code 3w}. At most six digits, and less than 1,000,000 days. */
public final class Age {
    /** Filter value for events that never happened; {@link #parse} does not accept it. */
    public static final String NEVER = "never";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhdw])");
    private static final int DAYS_OF_WEEK = 7;
    /** Upper limit. PostgreSQL supports times that are a million days ago. */
    private static final Duration LIMIT = Duration.ofDays(1_000_000);

    private Age() {}

    /** Parses a duration. Returns empty if the text is not a duration. */
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
    public static String sqlOperator(Filter.Comparison comparison) {
        return switch (comparison) {
            case LESS -> ">";
            case AT_MOST -> ">=";
            case MORE -> "<";
            case AT_LEAST -> "<=";
            case SAME -> "=";
        };
    }
}
