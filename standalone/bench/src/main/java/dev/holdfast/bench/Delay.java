package dev.holdfast.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long something took to take effect.
 *
 * @param medianMillis half took no longer
 * @param slowestMillis none took longer
 */
record Delay(double medianMillis, double slowestMillis) {
    private static final double NANOS = 1e6;

    /** Of at least one. */
    static Delay of(List<Duration> measured) {
        List<Double> millis =
                measured.stream().map(one -> one.toNanos() / NANOS).sorted().toList();
        return new Delay(millis.get(millis.size() / 2), millis.getLast());
    }

    String words() {
        return String.format(Locale.ROOT, "slowest %.0f ms, median %.0f ms", slowestMillis, medianMillis);
    }
}
