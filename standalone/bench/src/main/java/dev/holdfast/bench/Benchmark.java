package dev.holdfast.bench;

import java.io.IOException;
import java.util.List;

/** A benchmark. It warms up before it measures. It fails if an operation fails, so that each result counts complete operations only. */
interface Benchmark {
    /** Returns the name of the benchmark on the command line. */
    String name();

    /** Runs the benchmark against a running installation. */
    BenchResult run(BenchRig rig) throws IOException, InterruptedException;

    /** Runs the benchmark against a running installation and returns all its results, most expensive first. */
    default List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        return List.of(run(rig));
    }
}
