package dev.holdfast.sim.agent;

import java.time.Duration;

/**
 * An application that powers its device down to save energy.
 *
 * @param awake how long it stays up after a boot, and again when an update is on its way
 * @param asleep until the real-time clock's alarm
 */
public record PowerSaving(Duration awake, Duration asleep) {
    private static final Duration SHORTEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Checks what an alarm can do. */
    public PowerSaving {
        if (awake.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a device stays up for " + SHORTEST + " at least");
        }
        if (asleep.compareTo(SHORTEST_SLEEP) < 0) {
            throw new IllegalArgumentException("a device powers down for a second at least");
        }
    }

    /** Returns the same in less time; an alarm takes a second at least. */
    public PowerSaving faster(double speed) {
        Duration shorter = Tempo.faster(asleep, speed);
        return new PowerSaving(
                Tempo.faster(awake, speed), shorter.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : shorter);
    }
}
