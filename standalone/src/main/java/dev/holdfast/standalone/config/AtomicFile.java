package dev.holdfast.standalone.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces files. Other processes see the earlier or the new content, also after a power failure. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Creates or replaces a file. If this fails, nothing changes. Replaces a link itself, not the file that it points to.
     *
     * @param mode mode of the new file, also during the write
     */
    public static void replace(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        Path fresh = Files.createTempFile(folder, ".new", null, PosixFilePermissions.asFileAttribute(mode));
        try {
            // The process's umask does not apply to this.
            Files.setPosixFilePermissions(fresh, mode);
            Files.write(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
