package dev.holdfast.standalone.backup;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.ArchiveWriter;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.postgres.OnlineCopy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a backup of a running installation: a {@code tar.gz} with the files of {@link #parts}. */
public final class Backup {
    private Backup() {}

    /**
     * Writes a new file with mode 0600. If this fails, the file does not exist.
     *
     * @param file absolute path of the new file
     * @param now recorded as the time of the backup
     * @throws CannotContinue if the file exists, its folder does not exist, or the database cannot be copied
     */
    public static void write(Installation installation, Path file, Instant now) throws IOException {
        requireNew(file);
        requireFolder(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PrivateFile.attribute())) {
                ArchiveWriter archive =
                        new ArchiveWriter(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
                write(installation.home(), new OnlineCopy(installation), archive, now);
                archive.finish();
                channel.force(true);
            }
            requireNew(file);
            Files.move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new CannotContinue("%s exists already. Choose another file.".formatted(file));
        }
    }

    private static void requireFolder(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CannotContinue("Folder %s does not exist. Create it, or choose another file.".formatted(folder));
        }
    }

    private static void write(Home home, OnlineCopy database, ArchiveWriter archive, Instant now) throws IOException {
        Description description = new Description(
                Description.FORMAT,
                now,
                Files.readString(home.database().resolve("PG_VERSION")).strip(),
                Description.thisProcessor());
        archive.text(Description.FILE, description.text());
        database.writeTo(archive, name(home, home.database()));
        // After the database, because each key is stored before the database refers to it. A simulated chip may also be
        // newer than what the
        // database knows about it, but not older.
        for (Path part : parts(home)) {
            if (!part.equals(home.database())) {
                archive.tree(name(home, part), part);
            }
        }
    }

    /** Returns the files and folders of an installation that a backup has. Everything else can be created again. */
    static List<Path> parts(Home home) {
        return List.of(
                home.database(),
                home.keys(),
                home.manufacturers(),
                home.simulation(),
                home.secretsFile(),
                home.settingsFile(),
                home.installationFile());
    }

    private static String name(Home home, Path part) {
        return home.directory().relativize(part).toString();
    }
}
