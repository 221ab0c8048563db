package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time in which a device's days pass: as in the world, or faster, so that a day is seen in minutes.
 *
 * @param start when both times were the same
 * @param speed how much of the day passes in a second, in seconds
 */
public record DayTime(Instant start, double speed) {
    /** As in the world. */
    public static final DayTime REAL = new DayTime(Instant.EPOCH, 1);

    /** Checks that time passes. */
    public DayTime {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("time passes forwards");
        }
    }

    /** Returns a clock that shows this time when {@code clock} shows the world's. */
    InstantSource of(InstantSource clock) {
        return () -> start.plus(scaled(Duration.between(start, clock.instant()), speed));
    }

    /** Returns how long it takes in the world while so much of the day passes. */
    Duration running(Duration ofTheDay) {
        return scaled(ofTheDay, 1 / speed);
    }

    private static Duration scaled(Duration duration, double by) {
        return by == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() * by));
    }
}
