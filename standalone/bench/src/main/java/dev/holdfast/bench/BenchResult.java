package dev.holdfast.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark found.
 *
 * @param name its name
 * @param operations how many were done and counted
 * @param opsPerSecond of wall time, on this machine beside the load
 * @param seconds wall time
 * @param cpuMicrosPerOp CPU of all server processes, user and system, per operation; 0 where that is not what is measured
 * @param cpuMicrosPerOpByProcess the same, by process; then none
 * @param ratioToNginx this over nginx's CPU per operation in the same run; null where nginx has no such work
 * @param delay how long operations took to take effect; null where that is not what is measured
 * @param resident what a process has in memory meanwhile; null where that is not what is measured
 * @param limitMicrosPerOp the most CPU per operation that is promised; null where nothing is
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
        @Nullable Double limitMicrosPerOp) {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TENTHS = 10;
    private static final double HUNDREDTHS = 100;

    /** Makes a result of which CPU is what counts. */
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

    /** Makes a result of which the delay is what counts. */
    static BenchResult delay(String name, long operations, long nanos, Delay delay) {
        double seconds = nanos / NANOS_PER_SECOND;
        return new BenchResult(name, operations, operations / seconds, seconds, 0, Map.of(), null, delay, null, null);
    }

    /** Makes a result of which memory is what counts. */
    static BenchResult resident(String name, long operations, long nanos, Resident resident) {
        double seconds = nanos / NANOS_PER_SECOND;
        return new BenchResult(
                name, operations, operations / seconds, seconds, 0, Map.of(), null, null, resident, null);
    }

    /** Returns the same result with a limit of CPU per operation. */
    BenchResult heldTo(double micros) {
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
                micros);
    }

    /** Returns whether it costs more than is promised. */
    @JsonProperty("beyondLimit")
    boolean isBeyondLimit() {
        return limitMicrosPerOp != null && cpuMicrosPerOp > limitMicrosPerOp;
    }

    /** Returns how many operations one second of a core is enough for; null where CPU was not measured. */
    @JsonProperty("opsPerCoreSecond")
    @Nullable
    Long perCoreSecond() {
        return cpuMicrosPerOpByProcess.isEmpty() ? null : Math.round(MICROS_PER_SECOND / cpuMicrosPerOp);
    }

    /** Returns this as precisely as it is worth being shown: one decimal, two for the ratio. */
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
                limitMicrosPerOp == null ? null : round(limitMicrosPerOp, TENTHS));
    }

    private static double round(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
