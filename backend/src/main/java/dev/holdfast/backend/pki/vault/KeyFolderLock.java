package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Lock file for processes that share a folder. */
final class KeyFolderLock {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Lock IN_THIS_PROCESS = new ReentrantLock();

    private final Path folder;

    KeyFolderLock(Path folder) {
        this.folder = folder;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Runs {@code work} exclusively.
     *
     * @throws KeyUnavailableException when the folder or a file in it cannot be written
     */
    <T> T alone(Work<T> work) {
        // A file lock works between processes. Within a process, locking the file again throws instead of waiting.
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("holdfast-keys.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            OWNER_ONLY);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the file lock was lost");
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot work in " + folder, e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
