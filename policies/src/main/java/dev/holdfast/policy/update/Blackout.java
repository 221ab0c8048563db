package dev.holdfast.policy.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Days on which devices install nothing, such as {@code 2026-12-20/2027-01-03}. Only an emergency release overrides it.
 *
 * @param first first day
 * @param last last day, not before the first
 */
public record Blackout(LocalDate first, LocalDate last) {
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    /** Requires days in order, until the year 9999. */
    public Blackout {
        Limits.require(!last.isAfter(LATEST), "blackout " + first + "/" + last + " ends after the year 9999");
        Limits.require(!last.isBefore(first), "blackout " + first + "/" + last + " ends before it begins");
    }

    /** Parses a day or two days with a slash. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Blackout of(String text) {
        String[] days = text.split("/", 2);
        try {
            return new Blackout(LocalDate.parse(days[0]), LocalDate.parse(days[days.length - 1]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "blackout '" + text + "' is not a day or two days, such as 2026-12-24 or 2026-12-20/2027-01-03", e);
        }
    }

    /** Returns the blackout as text that {@link #of} reads. */
    @JsonValue
    public String text() {
        return first.equals(last) ? first.toString() : first + "/" + last;
    }
}
