package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * Rotates logs: a log over the limit is copied to {@code .1}, {@code .1} becomes {@code .2}, and the oldest is deleted. The log
 * is truncated in place, because the service keeps its log open in append mode and can outlive the supervisor. A line written
 * during the rotation may be lost.
 */
public final class LogRotation {
    /** Limit of a log in bytes. */
    static final long MAX_BYTES = 10L << 20;

    /** Maximum number of older files. */
    static final int MAX_OLD_FILES = 4;

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private final Path folder;

    public LogRotation(Home home) {
        this.folder = home.log("supervisor").resolveSibling(".");
    }

    /** Checks the logs every two seconds in the background until this process ends. */
    public void start() {
        Thread.ofVirtual().name("log-rotation").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(CHECK_INTERVAL);
                rotateLargeLogs();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rotates the logs over the limit. */
    void rotateLargeLogs() {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > MAX_BYTES) {
                    rotate(log);
                }
            }
        } catch (IOException e) {
            // The folder does not exist yet, or the disk is full. The next check tries again.
        }
    }

    private static void rotate(Path log) throws IOException {
        for (int part = MAX_OLD_FILES; part > 1; part--) {
            Path younger = part(log, part - 1);
            if (Files.exists(younger)) {
                Files.move(younger, part(log, part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (FileChannel from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        part(log, 1),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PrivateFile.attribute())) {
            long copied = 0;
            while (copied < from.size()) {
                copied += from.transferTo(copied, MAX_BYTES, to);
            }
            from.truncate(0);
        }
    }

    private static Path part(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
