package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits longer after each failure, with jitter, and never less than the gateway asks; one per device. */
final class Backoff {
    private static final int MAX_DOUBLINGS = 16;

    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    void succeeded() {
        failures = 0;
    }

    /** Returns the pause after one more failure: half fixed, half random. */
    Duration failed(Duration retryAfter) {
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        long millis = Math.min(first.toMillis() << (failures - 1), longest.toMillis());
        Duration own =
                Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        return own.compareTo(retryAfter) < 0 ? retryAfter : own;
    }

    /** Returns {@code mean} ± 10 %, so that devices which started together drift apart. */
    static Duration around(Duration mean) {
        long millis = mean.toMillis();
        return Duration.ofMillis(
                millis - millis / 10 + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
    }
}
