package dev.holdfast.ui.component;

import java.time.Duration;
import java.time.Instant;

/** How far away a moment is, in the words of a person in a hurry: {@code 3 h ago}, {@code in 5 d}, {@code now}. */
public final class RelativeTime {
    private static final int DAYS_OF_YEAR = 365;
    private static final Duration NOW = Duration.ofSeconds(5);

    private RelativeTime() {}

    /** Says how far {@code moment} is from {@code now}, in whole units of the largest kind: months and years rounded, others rounded down. */
    public static String say(Instant moment, Instant now) {
        Duration distance = Duration.between(moment, now);
        if (distance.abs().compareTo(NOW) < 0) {
            return "now";
        }
        return distance.isNegative() ? "in " + length(distance.negated()) : length(distance) + " ago";
    }

    /** Says how long a duration is, in the same way. */
    public static String length(Duration duration) {
        if (duration.toDays() >= DAYS_OF_YEAR) {
            long months = Math.round(duration.toDays() * 12.0 / DAYS_OF_YEAR);
            return months < 24 ? months + " mo" : Math.round(months / 12.0) + " y";
        }
        if (duration.toDays() >= 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() >= 1) {
            return duration.toHours() + " h";
        }
        if (duration.toMinutes() >= 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toSeconds() + " s";
    }
}
