package dev.holdfast.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measures the CPU of backend and database for different queries of the operator API. */
final class QueryMeasurements {
    /** Number of measured calls of each query. */
    static final int TIMES = 20;

    private static final int COMMON_WARM_UP = 300;
    private static final int WARM_UP = 5;
    private static final double MICROS_PER_MILLI = 1e3;

    private final BenchRig rig;
    private final String name;
    private final List<BenchResult> results = new ArrayList<>();

    QueryMeasurements(BenchRig rig, String name) {
        this.rig = rig;
        this.name = name;
    }

    /** Repeats a query until the JVM has compiled the code that all queries share. */
    void warmUp(Runnable call) {
        for (int i = 0; i < COMMON_WARM_UP; i++) {
            call.run();
        }
    }

    /**
     * Measures {@value #TIMES} calls of a query after a warm-up.
     *
     * @param limitMillis maximum CPU of a call
     */
    void measure(String query, int limitMillis, Runnable call) throws IOException {
        results.add(measured(query, call).withLimit(limitMillis * MICROS_PER_MILLI));
    }

    private BenchResult measured(String query, Runnable call) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            call.run();
        }
        BenchResult result = rig.once(name + " " + query, TIMES, () -> {
            for (int i = 0; i < TIMES; i++) {
                call.run();
            }
        });
        rig.say(String.format(Locale.ROOT, "%6.1f ms  %s", result.cpuMicrosPerOp() / MICROS_PER_MILLI, query));
        return result;
    }

    /** Returns the results, most expensive first. */
    List<BenchResult> mostExpensiveFirst() {
        return results.stream()
                .sorted(Comparator.comparingDouble(BenchResult::cpuMicrosPerOp).reversed())
                .toList();
    }
}
