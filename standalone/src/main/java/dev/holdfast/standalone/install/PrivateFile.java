package dev.holdfast.standalone.install;

import dev.holdfast.standalone.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files with mode 0600. Other users cannot read them, not even during the write. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /** Returns the file attribute for {@link Files} methods that create a file: mode 0600. */
    public static FileAttribute<Set<PosixFilePermission>> attribute() {
        return PosixFilePermissions.asFileAttribute(FILE);
    }

    /**
     * Replaces a file atomically and creates its folder if needed.
     *
     * @param content written as UTF-8
     */
    public static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a file atomically and creates its folder if needed. */
    public static void write(Path file, byte[] content) {
        try {
            folder(file.toAbsolutePath().resolveSibling(".").normalize());
            AtomicFile.replace(file, content, FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a folder with mode 0700 and returns it. Leaves an existing folder unchanged. */
    public static Path folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a folder with mode 0700, or restricts an existing one to this mode. Only Holdfast uses such a folder. */
    public static void ownFolder(Path folder) {
        try {
            Files.setPosixFilePermissions(folder(folder), FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a log with mode 0600, or restricts an existing one, and returns it. */
    public static Path log(Path file) {
        try {
            folder(file.toAbsolutePath().resolveSibling(".").normalize());
            try {
                Files.createFile(file, attribute());
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(file, FILE);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
