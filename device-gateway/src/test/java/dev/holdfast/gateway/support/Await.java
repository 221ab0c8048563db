package dev.holdfast.gateway.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for asynchronous events. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = 20_000_000;

    private Await() {}

    /** Returns once {@code condition} holds. An exception counts as false. */
    public static void until(String what, Callable<Boolean> condition) {
        Instant end = Instant.now().plus(PATIENCE);
        Exception last = new IllegalStateException("never held");
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError("waited in vain: " + what, last);
    }
}
