package dev.holdfast.ui.component;

import java.time.Duration;
import java.time.Instant;

/** How far away a moment is, in the words of a person in a hurry: {@code 3 h ago}, {@code in 5 d}, {@code now}. */
public final class RelativeTime {
    private static final Duration NOW = Duration.ofSeconds(5);

    private RelativeTime() {}

    /** Says how far {@code moment} is from {@code now}, rounded down to the largest whole unit. */
    public static String say(Instant moment, Instant now) {
        Duration distance = Duration.between(moment, now);
        if (distance.abs().compareTo(NOW) < 0) {
            return "now";
        }
        return distance.isNegative() ? "in " + length(distance.negated()) : length(distance) + " ago";
    }

    /** Says how long a duration is, rounded down to its largest whole unit. */
    public static String length(Duration duration) {
        if (duration.toDays() >= 365) {
            return duration.toDays() / 365 + " y";
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
