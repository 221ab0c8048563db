package dev.holdfast.standalone.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Nullable Double ratioToNginx) {}
