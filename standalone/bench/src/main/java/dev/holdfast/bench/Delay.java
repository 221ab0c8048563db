package dev.holdfast.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Time until a change takes effect.
 *
 * @param medianMillis median, in milliseconds
 * @param slowestMillis maximum, in milliseconds
 */
record Delay(double medianMillis, double slowestMillis) {
    /** Nanoseconds in a millisecond. */
    private static final double NANOS_PER_MILLI = 1e6;

    /** Computes the median and the maximum of at least one delay. */
    static Delay of(List<Duration> measured) {
        List<Double> millis = measured.stream()
                .map(one -> one.toNanos() / NANOS_PER_MILLI)
                .sorted()
                .toList();
        return new Delay(millis.get(millis.size() / 2), millis.getLast());
    }

    /** Returns the delay as text for the table. */
    String words() {
        return String.format(Locale.ROOT, "slowest %.0f ms, median %.0f ms", slowestMillis, medianMillis);
    }
}
