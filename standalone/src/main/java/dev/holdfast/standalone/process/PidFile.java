package dev.holdfast.standalone.process;

import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Records the PID and start time of a process between runs of the supervisor. The start time detects a reused PID. While the supervisor
 * waits before a restart, the file records the time of the restart instead.
 *
 * @param file contains PID and start time, or {@value #RESTART} and the time of the restart, in ms since 1970
 */
record PidFile(Path file) {
    private static final String RESTART = "restart";

    void write(ProcessHandle process) {
        PrivateFile.write(file, process.pid() + " " + startedAt(process) + "\n");
    }

    /** Records that the process has exited and is restarted at this time. */
    void writeRestart(Instant at) {
        PrivateFile.write(file, RESTART + " " + at.toEpochMilli() + "\n");
    }

    /** Returns the recorded process if it still runs. */
    Optional<ProcessHandle> process() {
        try {
            String[] parts = read();
            if (parts.length != 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(startedAt(process) - Long.parseLong(parts[1])) <= 1000);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the recorded time of a restart. */
    Optional<Instant> restartAt() {
        try {
            String[] parts = read();
            return parts.length == 2 && parts[0].equals(RESTART)
                    ? Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the words of the file, none if the file does not exist. */
    private String[] read() throws IOException {
        return Files.exists(file) ? Files.readString(file).trim().split(" ", -1) : new String[0];
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
