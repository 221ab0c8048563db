package dev.holdfast.gateway.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Keeps a hostile peer from filling the disk: so many lines a second, the rest counted. */
final class LogLimit {
    private static final int MAX_TEXT = 200;

    private final int linesPerSecond;
    private final LongSupplier nanoTime;
    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger suppressed = new AtomicInteger();

    LogLimit(int linesPerSecond) {
        this(linesPerSecond, System::nanoTime);
    }

    LogLimit(int linesPerSecond, LongSupplier nanoTime) {
        this.linesPerSecond = linesPerSecond;
        this.nanoTime = nanoTime;
    }

    /** Writes a line, told how many were left out since the last one, or leaves it out. */
    void log(IntConsumer line) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
        long last = second.get();
        if (last != now && second.compareAndSet(last, now)) {
            lines.set(0);
        }
        if (lines.incrementAndGet() <= linesPerSecond) {
            line.accept(suppressed.getAndSet(0));
        } else {
            suppressed.incrementAndGet();
        }
    }

    /** Returns a text of which peers choose parts as it may stand in a line: no line breaks, no quotes, bounded. */
    static String printable(String text) {
        String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return bounded.replaceAll("[\\p{Cntrl}\"]", "?");
    }
}
