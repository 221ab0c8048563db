package dev.holdfast.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures an operation. After a warm-up, it reads the servers' CPU time, repeats the operation, and reads the CPU time again. */
final class Run {
    private static final double NANOS = 1e9;
    private static final long IDLE_MS = 10_000;

    private final Vertx vertx;
    private final String name;
    private final long operations;
    private final int lanes;
    private final long warmUp;
    private final Map<String, Long> pids;
    private final Load.Operation operation;

    Run(
            Vertx vertx,
            String name,
            long operations,
            int lanes,
            long warmUp,
            Map<String, Long> pids,
            Load.Operation operation) {
        this.vertx = vertx;
        this.name = name;
        this.operations = operations;
        this.lanes = lanes;
        this.warmUp = warmUp;
        this.pids = pids;
        this.operation = operation;
    }

    /** Measures the operation without a comparison. */
    BenchResult alone() throws IOException, InterruptedException {
        return measure(pids, operation, false);
    }

    /**
     * Measures the operation without a comparison, and subtracts the CPU that idle servers use. The idle load is measured for ten seconds
     * after the warm-up.
     */
    BenchResult withoutIdleCpu() throws IOException, InterruptedException {
        return measure(pids, operation, true);
    }

    /** Measures one call that performs many operations. */
    static BenchResult once(String name, long operations, Map<String, Long> pids, Runnable call) throws IOException {
        return once(name, operations, pids, new ServerCpu(Map.of()), call);
    }

    /**
     * Measures one call that performs many operations, and subtracts the CPU that idle servers use. The idle load is measured for ten
     * seconds before the call.
     */
    static BenchResult onceWithoutIdleCpu(String name, long operations, Map<String, Long> pids, Runnable call)
            throws IOException, InterruptedException {
        return once(name, operations, pids, idlePerSecond(pids), call);
    }

    /** Returns the CPU time that idle servers use in a second. */
    private static ServerCpu idlePerSecond(Map<String, Long> pids) throws IOException, InterruptedException {
        ServerCpu before = ServerCpu.read(pids);
        long begin = System.nanoTime();
        Thread.sleep(IDLE_MS);
        double seconds = (System.nanoTime() - begin) / NANOS;
        return ServerCpu.read(pids).minus(before).times(1 / seconds);
    }

    private static BenchResult once(
            String name, long operations, Map<String, Long> pids, ServerCpu idlePerSecond, Runnable call)
            throws IOException {
        ServerCpu before = ServerCpu.read(pids);
        long begin = System.nanoTime();
        call.run();
        double seconds = (System.nanoTime() - begin) / NANOS;
        ServerCpu spent = ServerCpu.read(pids).minus(before).minus(idlePerSecond.times(seconds));
        return result(name, operations, seconds, spent, null);
    }

    /**
     * Measures the servers and nginx in turn, twice, and compares the sums. Because they take turns, noise of the machine affects both.
     *
     * @param theirs the same operation against nginx
     */
    BenchResult comparedWith(Nginx nginx, Load.Operation theirs) throws IOException, InterruptedException {
        Map<String, Long> nginxPid = Map.of("nginx", nginx.pid());
        BenchResult first = measure(pids, operation, false);
        BenchResult nginxFirst = measure(nginxPid, theirs, false);
        BenchResult second = measure(pids, operation, false);
        BenchResult nginxSecond = measure(nginxPid, theirs, false);
        double ratio = (first.cpuMicrosPerOp() + second.cpuMicrosPerOp())
                / (nginxFirst.cpuMicrosPerOp() + nginxSecond.cpuMicrosPerOp());
        return mean(first, second, ratio);
    }

    /**
     * Measures an operation after a warm-up.
     *
     * @param processes PIDs of the measured processes by name
     * @param beyondIdle whether to subtract the CPU that idle servers use
     */
    private BenchResult measure(Map<String, Long> processes, Load.Operation work, boolean beyondIdle)
            throws IOException, InterruptedException {
        Load.run(vertx, warmUp, lanes, work);
        ServerCpu idlePerSecond = beyondIdle ? idlePerSecond(processes) : new ServerCpu(Map.of());
        ServerCpu before = ServerCpu.read(processes);
        long begin = System.nanoTime();
        Load.run(vertx, operations, lanes, work);
        double seconds = (System.nanoTime() - begin) / NANOS;
        ServerCpu spent = ServerCpu.read(processes).minus(before).minus(idlePerSecond.times(seconds));
        return result(name, operations, seconds, spent, null);
    }

    private static BenchResult result(
            String name, long operations, double seconds, ServerCpu spent, @Nullable Double ratio) {
        Map<String, Double> split = new LinkedHashMap<>();
        spent.micros().forEach((process, micros) -> split.put(process, (double) micros / operations));
        return new BenchResult(
                name, operations, operations / seconds, seconds, (double) spent.total() / operations, split, ratio);
    }

    /** Returns the mean of two measurements of the servers, with the ratio to nginx. */
    private static BenchResult mean(BenchResult first, BenchResult second, double ratio) {
        Map<String, Double> split = new LinkedHashMap<>();
        first.cpuMicrosPerOpByProcess()
                .forEach((process, micros) -> split.put(
                        process, (micros + second.cpuMicrosPerOpByProcess().getOrDefault(process, micros)) / 2));
        double seconds = first.seconds() + second.seconds();
        long operations = first.operations() + second.operations();
        return new BenchResult(
                first.name(),
                operations,
                operations / seconds,
                seconds,
                (first.cpuMicrosPerOp() + second.cpuMicrosPerOp()) / 2,
                split,
                ratio);
    }
}
