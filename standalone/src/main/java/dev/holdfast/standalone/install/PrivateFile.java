package dev.holdfast.standalone.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files with mode 0600. Others cannot read them at any time, not even during the write. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Replaces a file atomically and creates its folder if needed.
     *
     * @param content written as UTF-8
     */
    public static void write(Path file, String content) {
        try {
            Path folder = folder(file.toAbsolutePath().resolveSibling(".").normalize());
            Path fresh = Files.createTempFile(
                    folder,
                    ".new",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a folder with mode 0700 and returns it. Leaves an existing folder unchanged. */
    public static Path folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
