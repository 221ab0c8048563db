package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Computes the pauses between failed attempts. A window doubles with each failure, up to the longest pause. The pause is a random time from
 * the upper half of the window, so that the devices of a fleet do not all retry at the same time. A Retry-After of the server is added to
 * the pause.
 */
final class Backoff {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Makes the next pause as short as the first. */
    void succeeded() {
        failures = 0;
    }

    /** Counts a failure, and returns the pause until the next attempt. */
    Duration failed(Optional<Duration> retryAfter) {
        long window = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MAX_DOUBLINGS));
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        Duration pause = Duration.ofMillis(random.nextLong(window / 2, window + 1));
        return retryAfter.map(least -> least.plus(pause)).orElse(pause);
    }

    /** Returns a random duration within 10 % of {@code interval}. */
    Duration around(Duration interval) {
        long tenth = Math.max(1, interval.toMillis() / 10);
        return interval.plusMillis(random.nextLong(-tenth, tenth + 1));
    }
}
