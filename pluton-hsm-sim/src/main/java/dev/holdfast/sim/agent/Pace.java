package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.List;

/**
 * How often a device does what it does.
 *
 * @param pollInterval between two update polls, ± 10 %
 * @param heartbeatInterval between two heartbeat events, ± 10 %
 * @param firstRetry the pause after a first failure; it doubles with each further one
 * @param longestRetry the longest pause between two tries, and the pause between two attestations of a device that is
 *     not trusted
 * @param linger a device that will be silent for longer than this lets go of its connection
 */
public record Pace(
        Duration pollInterval,
        Duration heartbeatInterval,
        Duration firstRetry,
        Duration longestRetry,
        Duration linger) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Checks that the device does not spin. */
    public Pace {
        for (Duration pause : List.of(pollInterval, heartbeatInterval, firstRetry, longestRetry)) {
            if (pause.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(pause + " is too short: devices must not spin");
            }
        }
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "the longest retry " + longestRetry + " is below the first, " + firstRetry);
        }
    }

    /** Lets go of a connection that is not needed for so long. */
    void rest(DeviceClient client, Duration until) {
        if (until.compareTo(linger) > 0) {
            client.disconnect();
        }
    }

    /** Returns a pace that is {@code speed} times as fast. */
    public Pace faster(double speed) {
        return new Pace(
                Tempo.faster(pollInterval, speed),
                Tempo.faster(heartbeatInterval, speed),
                Tempo.faster(firstRetry, speed),
                Tempo.faster(longestRetry, speed),
                Tempo.faster(linger, speed));
    }
}
