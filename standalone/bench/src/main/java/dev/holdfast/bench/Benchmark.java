package dev.holdfast.bench;

import java.io.IOException;
import java.util.List;

/** One benchmark. It warms up first, and fails rather than report a figure over failed operations. */
interface Benchmark {
    /** Returns its name on the command line. */
    String name();

    /** Runs it against the running stack. */
    BenchResult run(BenchRig rig) throws IOException, InterruptedException;

    /** Runs it against the running stack and returns its results, most expensive first. */
    default List<BenchResult> results(BenchRig rig) throws IOException, InterruptedException {
        return List.of(run(rig));
    }
}
