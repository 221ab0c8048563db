package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time in which a device's days pass: real time or faster, so that a day takes minutes.
 *
 * @param start instant at which both times are the same
 * @param speed seconds of the day per real second
 */
public record DayTime(Instant start, double speed) {
    /** Real time. */
    public static final DayTime REAL = new DayTime(Instant.EPOCH, 1);

    public DayTime {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0");
        }
    }

    /** Returns a clock in this time, derived from a clock in real time. */
    InstantSource of(InstantSource clock) {
        return () -> start.plus(scaled(Duration.between(start, clock.instant()), speed));
    }

    /** Returns the real duration of a duration of the day. */
    Duration running(Duration ofTheDay) {
        return scaled(ofTheDay, 1 / speed);
    }

    private static Duration scaled(Duration duration, double by) {
        return by == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() * by));
    }
}
