package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.ArchiveWriter;
import dev.holdfast.standalone.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies the data folder of a running PostgreSQL, with the write-ahead log (WAL) that a server needs to make the copy consistent. Follows
 * "Making a Base Backup Using the Low Level API" of PostgreSQL's documentation.
 */
public final class OnlineCopy {
    private static final String CONTROL = "global/pg_control";
    private static final String WAL = "pg_wal";

    /** Folders whose contents PostgreSQL creates again. */
    private static final Set<String> TRANSIENT = Set.of(
            WAL, "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final Pattern TRANSIENT_FILE =
            Pattern.compile("postmaster\\.(pid|opts)|pgsql_tmp.*|pg_internal\\.init.*|backup_label.*|tablespace_map.*");
    private static final Pattern FIRST_SEGMENT = Pattern.compile("START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");
    /** SQLSTATE {@code duplicate_object}: the replication slot of another backup. */
    private static final String DUPLICATE = "42710";

    private final Installation installation;
    private final Path data;

    /** @param installation its database must be running */
    public OnlineCopy(Installation installation) {
        this.installation = installation;
        this.data = installation.home().database();
    }

    /**
     * Writes the copy.
     *
     * @param folder name of the data folder in the backup
     * @throws CannotContinue if PostgreSQL is not reachable or another backup runs
     */
    public void writeTo(ArchiveWriter backup, String folder) throws IOException {
        // The session must stay open: its end cancels the backup and drops the slot.
        try (Connection connection = Login.superuser(installation);
                Statement statement = connection.createStatement()) {
            // The slot keeps WAL that PostgreSQL would otherwise recycle during a long copy.
            statement.execute("SELECT pg_create_physical_replication_slot('holdfast_backup', true, true)");
            statement.execute("SELECT pg_backup_start('holdfast', true)");
            copyData(backup, folder);
            String label;
            String lastSegment;
            try (ResultSet stopped =
                    statement.executeQuery("SELECT labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)")) {
                stopped.next();
                label = stopped.getString(1);
                lastSegment = stopped.getString(2);
            }
            backup.text(folder + "/backup_label", label);
            copyWal(backup, folder, firstSegment(label), lastSegment);
        } catch (SQLException e) {
            throw new CannotContinue(
                    DUPLICATE.equals(e.getSQLState())
                            ? "Another backup of this installation is running."
                            : "PostgreSQL could not make a backup: %s. See %s."
                                    .formatted(
                                            e.getMessage(), installation.home().log("postgres")),
                    e);
        }
    }

    /** Copies all files except WAL. The control file comes last, as PostgreSQL's documentation asks. */
    private void copyData(ArchiveWriter backup, String folder) throws IOException {
        for (Path path : ArchiveWriter.list(data)) {
            String name = data.relativize(path).toString();
            if (isTransient(name) || name.equals(CONTROL)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                backup.folder(folder + "/" + name);
            } else {
                backup.file(folder + "/" + name, path);
            }
        }
        backup.file(folder + "/" + CONTROL, data.resolve(CONTROL));
    }

    private static boolean isTransient(String name) {
        int slash = name.indexOf('/');
        return (slash > 0 && TRANSIENT.contains(name.substring(0, slash)))
                || TRANSIENT_FILE
                        .matcher(name.substring(name.lastIndexOf('/') + 1))
                        .matches();
    }

    private void copyWal(ArchiveWriter backup, String folder, String first, String last) throws IOException {
        for (Path segment : ArchiveWriter.list(data.resolve(WAL))) {
            String name = segment.getFileName().toString();
            boolean needed = name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
            if (needed || name.endsWith(".history")) {
                backup.file(folder + "/" + WAL + "/" + name, segment);
            }
        }
    }

    private static String firstSegment(String label) {
        Matcher matcher = FIRST_SEGMENT.matcher(label);
        if (!matcher.find()) {
            throw new IllegalStateException("No WAL file in the label of PostgreSQL's backup: " + label);
        }
        return matcher.group(1);
    }
}
