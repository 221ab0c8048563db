package dev.holdfast.standalone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Freezes services (SIGSTOP). */
final class Frozen {
    private Frozen() {}

    /** Runs a step while a service and its child processes are frozen. The step must not need the service. */
    static void during(Stack stack, String service, Runnable step) {
        ProcessHandle process = stack.running(service);
        // Its children are read when it starts no more of them.
        signal("STOP", process);
        List<ProcessHandle> children = process.descendants().toList();
        try {
            children.forEach(child -> signal("STOP", child));
            step.run();
        } finally {
            children.forEach(child -> signal("CONT", child));
            signal("CONT", process);
        }
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
