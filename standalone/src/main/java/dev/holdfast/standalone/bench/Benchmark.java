package dev.holdfast.standalone.bench;

import java.io.IOException;

/** One benchmark. It warms up first, and fails rather than report a figure over failed operations. */
interface Benchmark {
    /** Returns its name on the command line. */
    String name();

    /** Runs it against the running stack. */
    BenchResult run(BenchRig rig) throws IOException, InterruptedException;
}
