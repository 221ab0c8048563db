package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Keeps the logs bounded, whoever writes them: a log that has grown too long becomes {@code .1}, {@code .1} becomes {@code
 * .2} and so on, and the oldest goes. The log itself is emptied in place, because its writer has it open, in append mode,
 * and must be able to outlive the supervisor; so the path stays true, and a line that comes at that very moment may be lost.
 */
public final class LogKeeper {
    /** A log longer than this many bytes is set aside. */
    static final long LARGEST = 10L << 20;
    /** So many older parts are kept. */
    static final int KEPT = 4;

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Path folder;

    /** @param home whose logs to keep */
    public LogKeeper(Home home) {
        this.folder = home.log("supervisor").resolveSibling(".");
    }

    /** Looks at the logs now and then, in the background, as long as this process lives. */
    public void start() {
        Thread.ofVirtual().name("log-keeper").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sets the logs aside that have grown too long. */
    void look() {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > LARGEST) {
                    setAside(log);
                }
            }
        } catch (IOException e) {
            // Nothing to tell it to but a log. There is no folder yet, or no space: the next look tries again.
        }
    }

    private static void setAside(Path log) throws IOException {
        for (int part = KEPT; part > 1; part--) {
            Path younger = part(log, part - 1);
            if (Files.exists(younger)) {
                Files.move(younger, part(log, part), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (FileChannel from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        part(log, 1),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < from.size()) {
                copied += from.transferTo(copied, LARGEST, to);
            }
            from.truncate(0);
        }
    }

    private static Path part(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
