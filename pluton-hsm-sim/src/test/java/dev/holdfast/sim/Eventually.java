package dev.holdfast.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions that other threads make true. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = 10_000_000;

    private Eventually() {}

    /** Waits until {@code condition} is true. Fails after a minute. */
    public static void eventually(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the condition did not hold within " + PATIENCE.toSeconds() + " seconds");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
