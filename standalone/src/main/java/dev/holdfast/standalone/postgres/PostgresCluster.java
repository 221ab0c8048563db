package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The PostgreSQL server of an installation: its data folder and its process. */
public final class PostgresCluster {
    /** The superuser. It only creates roles and databases. */
    static final String SUPERUSER = "postgres";

    /** Major version of the programs, as in the file {@code PG_VERSION} of a data folder. */
    public static final String VERSION = "18";

    private final Installation installation;
    private final Path binaries;
    private final List<String> asUnprivileged;

    private PostgresCluster(Installation installation, Path binaries, List<String> asUnprivileged) {
        this.installation = installation;
        this.binaries = binaries;
        this.asUnprivileged = asUnprivileged;
    }

    /** Unpacks the programs and creates the data folder, if missing. */
    public static PostgresCluster prepare(Installation installation) {
        Home home = installation.home();
        PostgresCluster cluster =
                new PostgresCluster(installation, PostgresBinaries.unpack(home.cache()), unprivileged());
        Path version = home.database().resolve("PG_VERSION");
        if (Files.exists(version)) {
            requireOwn(version);
        } else {
            cluster.initialize();
        }
        return cluster;
    }

    private static void requireOwn(Path file) {
        try {
            String version = Files.readString(file).strip();
            if (!version.equals(VERSION)) {
                throw new CannotContinue(
                        "%s is of PostgreSQL %s, and this version of Holdfast has PostgreSQL %s. Start the version that you used before, or restore a backup that this version made."
                                .formatted(file.getParent(), version, VERSION));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the command that starts the server. The server listens on 127.0.0.1 only and has no Unix socket.
     *
     * @param service name and probe of the service
     */
    public Launch launch(Service service) {
        List<String> command = new ArrayList<>(asUnprivileged);
        command.add(binaries.resolve("bin").resolve("postgres").toString());
        command.addAll(List.of("-D", installation.home().database().toString()));
        command.addAll(List.of("-p", Integer.toString(installation.settings().port(Port.DATABASE))));
        for (String parameter : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "password_encryption=scram-sha-256",
                "max_connections=200",
                "shared_buffers=128MB",
                "log_line_prefix=%m [%p] %u@%d ",
                "timezone=UTC",
                "log_timezone=UTC")) {
            command.addAll(List.of("-c", parameter));
        }
        return new Launch(service, command, Map.of(), Duration.ofSeconds(60), "INT", true);
    }

    /** Creates missing roles and databases of Holdfast and Keycloak. Needs a running server. */
    public void ensureRoles() {
        new PostgresRoles(installation).ensure();
    }

    private void initialize() {
        Path data = installation.home().database();
        Path fresh = data.resolveSibling("postgres.new");
        Path password = installation.home().run().resolve("superuser-password");
        try {
            deleteTree(fresh);
            PrivateFile.write(password, installation.secrets().machine("db.superuser.password") + "\n");
            List<String> command = new ArrayList<>(asUnprivileged);
            command.add(binaries.resolve("bin").resolve("initdb").toString());
            command.addAll(List.of("-D", fresh.toString(), "-U", SUPERUSER, "--pwfile=" + password));
            command.addAll(List.of("--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"));
            Path log = PrivateFile.log(installation.home().log("postgres"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                throw new CannotContinue("Could not create PostgreSQL's data folder. See %s.".formatted(log));
            }
            Files.move(fresh, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        } finally {
            delete(password);
        }
    }

    /**
     * Returns a prefix for PostgreSQL's commands, empty if this user is not root. PostgreSQL refuses to run as root. The prefix runs a
     * command in a user namespace, where the command is not root. On disk, the files of PostgreSQL still belong to root.
     */
    private static List<String> unprivileged() {
        if (!System.getProperty("user.name", "").equals("root")) {
            return List.of();
        }
        try {
            if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            throw new CannotContinue(
                    "PostgreSQL does not run as root, and the program unshare is missing. Run ./holdfast as another user.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotContinue(
                "PostgreSQL does not run as root, and this machine allows no user namespaces. Run ./holdfast as another user.");
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
