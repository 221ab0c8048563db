package dev.holdfast.standalone.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks archives of the build. */
public final class Archive {
    private static final int OWNER_EXECUTES = 0100;

    private Archive() {}

    /**
     * Unpacks a tar archive that is not compressed. If this fails, the folder does not exist.
     *
     * @throws IOException if reading or writing fails, or an entry points outside the folder
     */
    public static void unpackTar(InputStream tar, Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Path fresh = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".unpack");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TarArchiveInputStream in = new TarArchiveInputStream(new BufferedInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpackEntry(in, entry, fresh);
            }
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpackEntry(InputStream in, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("Entry outside its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Path link = target.resolveSibling(entry.getLinkName()).normalize();
            if (!link.startsWith(folder)) {
                throw new IOException("Link outside its archive: " + entry.getName());
            }
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(in, target);
        boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
