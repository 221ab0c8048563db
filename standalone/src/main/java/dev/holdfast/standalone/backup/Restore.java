package dev.holdfast.standalone.backup;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.postgres.BackendRequests;
import dev.holdfast.standalone.postgres.PostgresCluster;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Restores a backup into a folder without an installation. */
public final class Restore {
    /** Start of the name of the folder that has the backup's files until all are complete. They include private keys. */
    private static final String UNFINISHED = ".restore";

    private static final String MADE_AT = "restored.backup.made.at";
    private static final String RESTORED_AT = "restored.at";

    private Restore() {}

    /**
     * Unpacks a backup. The next start of the installation replays PostgreSQL's log and tells the backend ({@link #record}). The caller
     * has locked the folder. Deletes what an interrupted call has left behind.
     *
     * @param now recorded as the time of the restore
     * @return when the backup was made
     * @throws CannotContinue if the folder has an installation, or the file is not a usable backup
     */
    public static Instant unpack(Path file, Home home, Instant now) throws IOException {
        PrivateFile.folder(home.directory());
        deleteUnfinished(home.directory());
        requireNone(home);
        Path fresh = Files.createTempDirectory(home.directory(), UNFINISHED);
        try {
            Instant madeAt = unpack(file, fresh);
            Home unfinished = new Home(home.project(), fresh, home.cache());
            if (Installation.mode(unfinished).isEmpty()) {
                throw new CannotContinue("%s is not a backup of a whole installation.".formatted(file));
            }
            Installation.note(unfinished, MADE_AT, madeAt.toString());
            Installation.note(unfinished, RESTORED_AT, now.toString());
            requireNone(home);
            // The database comes first and the installation's file last: Installation.requireWhole recognizes a part.
            for (Path part : Backup.parts(home)) {
                Path unpacked = fresh.resolve(home.directory().relativize(part));
                if (Files.exists(unpacked)) {
                    Files.move(unpacked, part);
                }
            }
            return madeAt;
        } finally {
            deleteTree(fresh);
        }
    }

    private static void requireNone(Home home) {
        for (Path part : Backup.parts(home)) {
            if (Files.exists(part)) {
                throw new CannotContinue(
                        "There is an installation already: %s exists. Set HOLDFAST_HOME to an empty folder."
                                .formatted(part));
            }
        }
    }

    /** Tells the backend that the database was restored, if it was. Needs a running database and no running backend. */
    public static void record(Installation installation) {
        String madeAt = installation.noted(MADE_AT);
        String restoredAt = installation.noted(RESTORED_AT);
        if (madeAt != null && restoredAt != null) {
            new BackendRequests(installation).recordRestore(Instant.parse(restoredAt), Instant.parse(madeAt));
        }
    }

    private static Instant unpack(Path file, Path folder) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                GZIPInputStream unzipped = new GZIPInputStream(bytes, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            TarArchiveEntry first = tar.getNextEntry();
            if (first == null || !first.getName().equals(Description.FILE)) {
                throw new CannotContinue("%s is not a backup of Holdfast.".formatted(file));
            }
            Description description = Description.parse(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            description.requireUsable(PostgresCluster.VERSION);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, folder);
            }
            // Reads the checksum, which comes after the end of the archive.
            unzipped.transferTo(OutputStream.nullOutputStream());
            return description.madeAt();
        } catch (ZipException | EOFException e) {
            throw new CannotContinue(
                    "%s is not a backup of Holdfast, or it is incomplete or damaged.".formatted(file), e);
        }
    }

    private static void unpackEntry(InputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder) || !(entry.isFile() || entry.isDirectory())) {
            throw new CannotContinue("The backup has an entry that does not belong there: " + entry.getName());
        }
        if (entry.isDirectory()) {
            PrivateFile.folder(target);
            return;
        }
        PrivateFile.folder(target.resolveSibling(".").normalize());
        Files.createFile(target, PrivateFile.attribute());
        try (var out = Files.newOutputStream(target)) {
            tar.transferTo(out);
        }
    }

    private static void deleteUnfinished(Path folder) throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path path : unfinished) {
                deleteTree(path);
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        List<Path> paths;
        try (var files = Files.walk(folder)) {
            paths = files.toList();
        }
        for (Path path : paths.reversed()) {
            Files.delete(path);
        }
    }
}
