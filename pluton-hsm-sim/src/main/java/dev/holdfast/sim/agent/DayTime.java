package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Simulated time: real time, or faster, so that a day takes minutes.
 *
 * @param start instant at which simulated and real time are equal
 * @param speed simulated seconds per real second
 */
public record DayTime(Instant start, double speed) {
    /** Real time. */
    public static final DayTime REAL = new DayTime(Instant.EPOCH, 1);

    public DayTime {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0");
        }
    }

    /** Returns a clock of simulated time for a clock of real time. */
    InstantSource of(InstantSource clock) {
        return () -> start.plus(scaled(Duration.between(start, clock.instant()), speed));
    }

    /** Converts a simulated duration to real time. */
    Duration realTime(Duration simulated) {
        return scaled(simulated, 1 / speed);
    }

    private static Duration scaled(Duration duration, double by) {
        return by == 1 ? duration : Duration.ofNanos((long) (duration.toNanos() * by));
    }
}
