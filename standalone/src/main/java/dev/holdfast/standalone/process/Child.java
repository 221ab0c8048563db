package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process of a service, with its PID file and log. */
final class Child {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

    /** Environment variables that a service inherits from the supervisor. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

    private final Launch launch;
    private final Process process;
    private final PidFile pidFile;
    private final StartLog log;

    private Child(Launch launch, Process process, PidFile pidFile, StartLog log) {
        this.launch = launch;
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
    }

    static Child start(Home home, Launch launch) {
        String name = launch.service().name();
        Path log = PrivateFile.log(home.log(name));
        List<String> command = new ArrayList<>();
        // setsid starts the service in a separate session, so Ctrl-C in the terminal does not stop it. The PID stays
        // the same.
        command.add("setsid");
        command.addAll(launch.command());
        // Append mode lets LogRotation truncate the log while the service writes.
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(launch.environment());
        try {
            StartLog startLog = StartLog.of(log);
            Process process = builder.start();
            PidFile pidFile = pidFile(home, name);
            pidFile.write(process.toHandle());
            return new Child(launch, process, pidFile, startLog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file that records the running process of a service. */
    static PidFile pidFile(Home home, String service) {
        return new PidFile(home.run().resolve(service + ".pid"));
    }

    /**
     * Returns the file that records the process of a service once the process has been healthy. With this file, {@code status}
     * distinguishes unhealthy from starting.
     */
    static PidFile healthyFile(Home home, String service) {
        return new PidFile(home.run().resolve(service + ".healthy"));
    }

    /** Waits until the probe succeeds or the process ends. Records a success in {@link #healthyFile}. */
    void noteHealth(Home home) throws InterruptedException {
        while (!process.waitFor(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (launch.service().probe().works()) {
                healthyFile(home, launch.service().name()).write(process.toHandle());
                return;
            }
        }
    }

    /** Waits until the probe succeeds. Fails if the process ends or the time limit is over. */
    void awaitReady(Home home) throws InterruptedException {
        String name = launch.service().name();
        long end = System.nanoTime() + launch.startTimeout().toNanos();
        while (!launch.service().probe().works()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new CannotContinue("%s exited with code %d while starting%s. See the end of %s."
                        .formatted(
                                name,
                                process.exitValue(),
                                log.cause().map(cause -> ": " + cause).orElse(""),
                                home.log(name)));
            }
            if (System.nanoTime() > end) {
                throw new CannotContinue("%s was not ready within %d seconds. See %s."
                        .formatted(name, launch.startTimeout().toSeconds(), home.log(name)));
            }
        }
    }

    void awaitExit() {
        process.onExit().join();
    }

    int exitValue() {
        return process.exitValue();
    }

    void stop(Duration patience) {
        stop(launch.stopSignal(), patience);
    }

    /** Stops the process with a signal, and kills it after {@code patience}. */
    void stop(String signal, Duration patience) {
        stop(process.toHandle(), signal, patience);
        pidFile.delete();
    }

    /** Sends a signal, waits, then kills the process and its descendants if they still run. */
    static void stop(ProcessHandle process, String signal, Duration patience) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> family = process.descendants().toList();
        try {
            // Java can only send TERM. PostgreSQL needs INT to stop without waiting for clients.
            new ProcessBuilder("sh", "-c", "kill -s %s %d".formatted(signal, process.pid()))
                    .start()
                    .waitFor();
            long end = System.nanoTime() + patience.toNanos();
            while (process.isAlive() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
