package dev.holdfast.standalone.process;

import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Records the PID and start time of a process between runs of the supervisor. The start time detects a reused PID.
 *
 * @param file contains PID and start time
 */
record PidFile(Path file) {
    void write(ProcessHandle process) {
        PrivateFile.write(file, process.pid() + " " + startedAt(process) + "\n");
    }

    /** Returns the recorded process if it still runs. */
    Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(file).trim().split(" ", -1);
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
