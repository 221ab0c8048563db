package dev.holdfast.sim.agent;

import java.time.Duration;

/** Shortens durations. */
public final class Durations {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private Durations() {}

    /**
     * Returns a pause divided by {@code speed}, but at least 10 ms unless it was shorter before.
     *
     * @param speed above 0
     */
    public static Duration faster(Duration pause, double speed) {
        Duration shorter = Duration.ofNanos((long) (pause.toNanos() / speed));
        if (shorter.compareTo(SHORTEST) >= 0) {
            return shorter;
        }
        return pause.compareTo(SHORTEST) < 0 ? pause : SHORTEST;
    }
}
