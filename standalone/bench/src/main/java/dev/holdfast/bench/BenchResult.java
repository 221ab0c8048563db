package dev.holdfast.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Result of a benchmark.
 *
 * @param name name of the benchmark
 * @param operations number of measured operations
 * @param opsPerSecond operations per second of wall time, with the load on the same machine
 * @param seconds wall time
 * @param cpuMicrosPerOp user and system CPU time of all server processes per operation, in microseconds; 0 if not measured
 * @param cpuMicrosPerOpByProcess {@code cpuMicrosPerOp} of each process; empty if not measured
 * @param ratioToNginx CPU per operation divided by nginx's in the same run; null if nginx cannot do the work
 * @param delay time until operations took effect; null if not measured
 * @param resident memory of a process; null if not measured
 * @param limit maximum of {@link #figure}; null without a limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchResult(
        String name,
        long operations,
        double opsPerSecond,
        double seconds,
        double cpuMicrosPerOp,
        Map<String, Double> cpuMicrosPerOpByProcess,
        @Nullable Double ratioToNginx,
        @Nullable Delay delay,
        @Nullable Resident resident,
        @Nullable Double limit) {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TENTHS = 10;
    private static final double HUNDREDTHS = 100;

    /** Creates a result with CPU and without a limit. */
    BenchResult(
            String name,
            long operations,
            double opsPerSecond,
            double seconds,
            double cpuMicrosPerOp,
            Map<String, Double> cpuMicrosPerOpByProcess,
            @Nullable Double ratioToNginx) {
        this(
                name,
                operations,
                opsPerSecond,
                seconds,
                cpuMicrosPerOp,
                cpuMicrosPerOpByProcess,
                ratioToNginx,
                null,
                null,
                null);
    }

    /** Creates a result with a delay. */
    static BenchResult delay(String name, long operations, long nanos, Delay delay) {
        double seconds = nanos / NANOS_PER_SECOND;
        return new BenchResult(name, operations, operations / seconds, seconds, 0, Map.of(), null, delay, null, null);
    }

    /** Creates a result with memory. */
    static BenchResult resident(String name, long operations, long nanos, Resident resident) {
        double seconds = nanos / NANOS_PER_SECOND;
        return new BenchResult(
                name, operations, operations / seconds, seconds, 0, Map.of(), null, null, resident, null);
    }

    /** Returns the same result with a limit of its figure. */
    BenchResult withLimit(double maximum) {
        return new BenchResult(
                name,
                operations,
                opsPerSecond,
                seconds,
                cpuMicrosPerOp,
                cpuMicrosPerOpByProcess,
                ratioToNginx,
                delay,
                resident,
                maximum);
    }

    /** Returns the same result with a limit of {@code factor} times the CPU that nginx used in the same run. */
    BenchResult withLimitTimesNginx(double factor) {
        return withLimit(cpuMicrosPerOp / Objects.requireNonNull(ratioToNginx) * factor);
    }

    /**
     * Returns the figure that the limit is about: resident memory in megabytes, the slowest delay in milliseconds, or CPU per operation in
     * microseconds.
     */
    private double figure() {
        if (resident != null) {
            return resident.megabytes();
        }
        return delay != null ? delay.slowestMillis() : cpuMicrosPerOp;
    }

    /** Returns whether the figure exceeds the limit. */
    @JsonProperty("beyondLimit")
    boolean isBeyondLimit() {
        return limit != null && figure() > limit;
    }

    /** Returns operations per second of one core; null if CPU was not measured. */
    @JsonProperty("opsPerCoreSecond")
    @Nullable
    Long perCoreSecond() {
        return cpuMicrosPerOpByProcess.isEmpty() ? null : Math.round(MICROS_PER_SECOND / cpuMicrosPerOp);
    }

    /** Returns a copy rounded for display: one decimal, two for the ratio. */
    BenchResult rounded() {
        Map<String, Double> split = new LinkedHashMap<>();
        cpuMicrosPerOpByProcess.forEach((process, micros) -> split.put(process, round(micros, TENTHS)));
        return new BenchResult(
                name,
                operations,
                round(opsPerSecond, TENTHS),
                round(seconds, TENTHS),
                round(cpuMicrosPerOp, TENTHS),
                split,
                ratioToNginx == null ? null : round(ratioToNginx, HUNDREDTHS),
                delay == null ? null : new Delay(Math.round(delay.medianMillis()), Math.round(delay.slowestMillis())),
                resident == null
                        ? null
                        : new Resident(round(resident.megabytes(), 1), round(resident.megabytesBefore(), 1)),
                limit == null ? null : round(limit, TENTHS));
    }

    private static double round(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
