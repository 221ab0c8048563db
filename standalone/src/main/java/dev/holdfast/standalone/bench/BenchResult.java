package dev.holdfast.standalone.bench;

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
 * @param cpuMicrosPerOp CPU of all server processes, user and system, per operation
 * @param cpuMicrosPerOpByProcess the same, by process
 * @param ratioToNginx this over nginx's CPU per operation in the same run; null where nginx has no such work
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchResult(
        String name,
        long operations,
        double opsPerSecond,
        double seconds,
        double cpuMicrosPerOp,
        Map<String, Double> cpuMicrosPerOpByProcess,
        @Nullable Double ratioToNginx) {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double TENTHS = 10;
    private static final double HUNDREDTHS = 100;

    /** Returns how many operations one second of a core is enough for. */
    @JsonProperty("opsPerCoreSecond")
    long perCoreSecond() {
        return Math.round(MICROS_PER_SECOND / cpuMicrosPerOp);
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
                ratioToNginx == null ? null : round(ratioToNginx, HUNDREDTHS));
    }

    private static double round(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
