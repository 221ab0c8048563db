package dev.holdfast.sim.agent;

import java.time.Duration;

/**
 * An application that powers its device down to save energy.
 *
 * @param awake time from a boot to the power down; starts again while an update waits
 * @param asleep time until the alarm of the real-time clock
 */
public record PowerSaving(Duration awake, Duration asleep) {
    private static final Duration SHORTEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public PowerSaving {
        if (awake.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a device must stay up for at least " + SHORTEST);
        }
        if (asleep.compareTo(SHORTEST_SLEEP) < 0) {
            throw new IllegalArgumentException("a device must power down for at least one second");
        }
    }

    /** Returns a copy with all durations divided by {@code speed}; an alarm takes at least a second. */
    public PowerSaving faster(double speed) {
        Duration shorter = Durations.faster(asleep, speed);
        return new PowerSaving(
                Durations.faster(awake, speed), shorter.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : shorter);
    }
}
