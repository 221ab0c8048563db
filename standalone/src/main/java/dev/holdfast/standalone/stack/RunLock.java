package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Locks an installation for one supervisor process or one restore. The kernel releases the lock when this process ends. */
public final class RunLock implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FileChannel channel;
    private final Home home;

    private RunLock(FileChannel channel, Home home) {
        this.channel = channel;
        this.home = home;
    }

    /** Locks the installation for a restore. Returns empty if another process has the lock. */
    public static Optional<RunLock> takeForRestore(Home home) {
        Optional<RunLock> lock = take(home);
        if (lock.isPresent()) {
            PrivateFile.write(restoreFile(home), "");
        }
        return lock;
    }

    /** Locks the installation for a supervisor. Returns empty if another process has the lock. */
    public static Optional<RunLock> take(Home home) {
        try {
            PrivateFile.folder(home.run());
            FileChannel channel = FileChannel.open(file(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!acquire(channel)) {
                channel.close();
                return Optional.empty();
            }
            Files.deleteIfExists(readyFile(home));
            Files.deleteIfExists(restoreFile(home));
            Files.deleteIfExists(RunningSettings.file(home));
            PrivateFile.write(
                    pidFile(home), Long.toString(ProcessHandle.current().pid()));
            return Optional.of(new RunLock(channel, home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Locks the file and returns whether that succeeded. Tries several times, because {@link #holder} and {@code up --detach} also hold the
     * lock for a moment.
     */
    private static boolean acquire(FileChannel channel) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    /** Returns whether a restore has the lock. */
    public static boolean isRestoring(Home home) {
        return Files.exists(restoreFile(home)) && holder(home).isPresent();
    }

    /** Returns the process that has the lock, or empty if none has it. */
    public static Optional<ProcessHandle> holder(Home home) {
        if (!Files.exists(file(home))) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file(home), StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null || !Files.exists(pidFile(home))) {
                return Optional.empty();
            }
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(pidFile(home)).trim()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the welcome text, or empty until all services are ready. */
    public static Optional<String> readyText(Home home) {
        try {
            return Files.exists(readyFile(home)) ? Optional.of(Files.readString(readyFile(home))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells other commands that all services are ready, and with which welcome text. */
    public void ready(String text) {
        PrivateFile.write(readyFile(home), text);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(readyFile(home));
            Files.deleteIfExists(restoreFile(home));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("supervisor.lock");
    }

    private static Path pidFile(Home home) {
        return home.run().resolve("supervisor.pid");
    }

    private static Path readyFile(Home home) {
        return home.run().resolve("ready.txt");
    }

    private static Path restoreFile(Home home) {
        return home.run().resolve("restore");
    }
}
