package dev.holdfast.standalone.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that their owner alone may read: never readable by others, not even while they are written. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes a file in one step: a reader sees the old content or the new, never a part.
     *
     * @param file where; its folder is made if need be
     * @param content text, written as UTF-8
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

    /**
     * Makes a folder that its owner alone may enter.
     *
     * @param folder which; left as it is when it exists
     * @return the folder
     */
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
