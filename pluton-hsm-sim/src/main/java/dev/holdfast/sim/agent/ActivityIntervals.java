package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceProtocol;
import java.time.Duration;
import java.util.List;

/**
 * Intervals of a device's activities.
 *
 * @param pollInterval between two update polls, ± 10 %
 * @param heartbeatInterval between two heartbeat events, ± 10 %
 * @param firstRetry pause after the first failure; doubles with each further one
 * @param longestRetry longest pause between two attempts, and the pause between two attestations of an untrusted device
 * @param confirmsAfter shortest time from the first boot of an update until the device confirms it
 * @param linger longest time for which a device keeps an idle connection open
 * @param longPoll time for which a poll may wait at the gateway for a set; less than a second for no wait
 */
public record ActivityIntervals(
        Duration pollInterval,
        Duration heartbeatInterval,
        Duration firstRetry,
        Duration longestRetry,
        Duration confirmsAfter,
        Duration linger,
        Duration longPoll) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public ActivityIntervals {
        for (Duration pause : List.of(pollInterval, heartbeatInterval, firstRetry, longestRetry)) {
            if (pause.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException(pause + " is too short for an interval");
            }
        }
        if (longPoll.isNegative() || longPoll.toSeconds() > DeviceProtocol.MAX_WAIT_SECONDS) {
            throw new IllegalArgumentException(longPoll + " is too long for a poll to wait, at most "
                    + DeviceProtocol.MAX_WAIT_SECONDS + " seconds");
        }
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "the longest retry " + longestRetry + " is below the first, " + firstRetry);
        }
    }

    /** Creates intervals of a device whose polls do not wait. */
    public ActivityIntervals(
            Duration pollInterval,
            Duration heartbeatInterval,
            Duration firstRetry,
            Duration longestRetry,
            Duration confirmsAfter,
            Duration linger) {
        this(pollInterval, heartbeatInterval, firstRetry, longestRetry, confirmsAfter, linger, Duration.ZERO);
    }

    /** Closes the connection of a client that sends nothing for {@code until}, if that is longer than {@link #linger}. */
    void rest(DeviceClient client, Duration until) {
        if (until.compareTo(linger) > 0) {
            client.disconnect();
        }
    }

    /** Returns a copy with all durations divided by {@code speed}, except the wait at the gateway. */
    public ActivityIntervals faster(double speed) {
        return new ActivityIntervals(
                Durations.faster(pollInterval, speed),
                Durations.faster(heartbeatInterval, speed),
                Durations.faster(firstRetry, speed),
                Durations.faster(longestRetry, speed),
                Durations.faster(confirmsAfter, speed),
                Durations.faster(linger, speed),
                longPoll);
    }
}
