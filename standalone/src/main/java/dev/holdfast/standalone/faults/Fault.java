package dev.holdfast.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A fault of a service.
 *
 * @param service name of the service
 * @param frozen how long the service is frozen (SIGSTOP, then SIGCONT), or zero to kill it (SIGKILL)
 * @param pause time before the fault
 */
record Fault(String service, Duration frozen, Duration pause) {
    private static final int SHORTEST = 1_000;

    /**
     * Returns an endless series of faults. The same seed gives the same series. Each round kills and freezes each service once.
     *
     * @param pause longest pause, more than a second
     * @param frozen longest time for which a service is frozen, more than a second
     */
    static Supplier<Fault> series(List<String> services, Duration pause, Duration frozen, long seed) {
        Random random = new Random(seed);
        List<Fault> round = new ArrayList<>();
        return () -> {
            if (round.isEmpty()) {
                for (String service : services) {
                    round.add(new Fault(service, Duration.ZERO, any(random, pause)));
                    round.add(new Fault(service, any(random, frozen), any(random, pause)));
                }
                Collections.shuffle(round, random);
            }
            return round.removeLast();
        };
    }

    private static Duration any(Random random, Duration longest) {
        return Duration.ofMillis(random.nextInt(SHORTEST, (int) longest.toMillis()));
    }

    boolean kills() {
        return frozen.isZero();
    }

    /** Describes the fault without its pause, such as {@code kill backend}. */
    String words() {
        return kills() ? "kill " + service : "freeze %s for %.1f s".formatted(service, frozen.toMillis() / 1e3);
    }

    /** Kills the process and waits for its end, or freezes it and its descendants for a time. */
    void inject(ProcessHandle process) {
        if (kills()) {
            process.destroyForcibly();
            process.onExit().join();
            return;
        }
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        signal("STOP", all);
        try {
            Pause.of(frozen);
        } finally {
            signal("CONT", all);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
