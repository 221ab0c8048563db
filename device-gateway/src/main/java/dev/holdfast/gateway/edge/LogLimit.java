package dev.holdfast.gateway.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a hostile peer from filling the disk: so many lines a second, the rest counted. */
final class LogLimit {
    private final int linesPerSecond;
    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger suppressed = new AtomicInteger();

    LogLimit(int linesPerSecond) {
        this.linesPerSecond = linesPerSecond;
    }

    boolean allows() {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        long last = second.get();
        if (last != now && second.compareAndSet(last, now)) {
            lines.set(0);
        }
        if (lines.incrementAndGet() <= linesPerSecond) {
            return true;
        }
        suppressed.incrementAndGet();
        return false;
    }

    /** Returns how many lines were left out since the last call. */
    int takeSuppressed() {
        return suppressed.getAndSet(0);
    }
}
