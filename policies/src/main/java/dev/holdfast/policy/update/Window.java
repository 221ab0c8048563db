package dev.holdfast.policy.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Weekly window in local time, such as {@code Mon-Fri 22:00-05:00}.
 *
 * @param days days on which the window begins, at least one
 * @param from first minute
 * @param to minute after the last. On the next day if it is not after {@code from}
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String TIME = "((?:[01]\\d|2[0-3]):[0-5]\\d)";
    private static final Pattern FORM =
            Pattern.compile("(%1$s(?:-%1$s)?(?:,%1$s(?:-%1$s)?){0,6}) %2$s-%2$s".formatted(DAY, TIME));

    /** Requires a day, and copies the set. */
    public Window {
        Limits.require(!days.isEmpty(), "a window has no day");
        days = Set.copyOf(days);
    }

    /** Parses a window. Days are separated by commas; {@code Fri-Mon} are four days. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Window of(String text) {
        Matcher matcher = FORM.matcher(text);
        Limits.require(
                matcher.matches(),
                "window '" + text + "' is not days and times, such as 'Mon-Fri 22:00-05:00' or 'Sat,Sun 08:00-18:00'");
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : matcher.group(1).split(",", -1)) {
            DayOfWeek last = day(range.substring(range.length() - 3));
            DayOfWeek day = day(range.substring(0, 3));
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return new Window(days, LocalTime.parse(matcher.group(2)), LocalTime.parse(matcher.group(3)));
    }

    /** Returns the window as text that {@link #of} reads. */
    @JsonValue
    public String text() {
        return days.stream().sorted().map(Window::name).collect(Collectors.joining(",")) + " " + from + "-" + to;
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name(day).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
