package dev.holdfast.gateway.edge;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Limits log lines a second and counts the suppressed ones, so that hostile peers cannot fill the disk. */
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

    /** Writes a line with the number of lines suppressed before it, or suppresses it. */
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

    /**
     * Returns a text from a peer that is safe in a log line: without line breaks and quotes, at most 200 characters.
     */
    static String printable(String text) {
        String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return bounded.replaceAll("[\\p{Cntrl}\"]", "?");
    }
}
