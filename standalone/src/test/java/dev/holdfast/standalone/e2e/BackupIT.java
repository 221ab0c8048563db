package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.backup.Restore;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.postgres.PostgresCluster;
import dev.holdfast.standalone.process.Supervisor;
import dev.holdfast.standalone.stack.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Backs up the running demo and restores it into another folder. There, PostgreSQL and a backend run on other ports. People sign in at the
 * demo's Keycloak. {@link RestoreDrillIT} starts a whole installation from a backup.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class BackupIT {
    @TempDir
    Path folder;

    private final Stack stack;

    BackupIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void a_restored_installation_continues_the_audit_log_and_gives_devices_newer_sets() throws Exception {
        Path backup = folder.resolve("backup.tar.gz");
        Path checkpoint = Files.writeString(
                folder.resolve("checkpoint"),
                stack.as("admin").raw("catalogs/contoso/audit/checkpoint").body());
        Stack.Outcome made = stack.holdfast("backup", backup.toString());
        assertThat(made.status()).as(made.output()).isZero();
        assertThat(stack.holdfast("backup", backup.toString()).output()).contains("exists already");
        assertThat(stack.holdfast("restore", backup.toString()).status())
                .as("a restore over the running installation")
                .isEqualTo(1);
        Home original = stack.installation().home();
        Home home = new Home(original.project(), folder.resolve("restored"), original.cache());
        Instant restoredAt = Instant.now();
        Restore.unpack(backup, home, restoredAt);
        Map<String, String> ports = new HashMap<>(Ports.free());
        ports.remove(Port.KEYCLOAK.variable());
        Settings settings = stack.installation().settings().with(ports);
        Installation restored = Installation.open(home, settings, Mode.EMPTY);
        Supervisor supervisor = new Supervisor(home, _ -> {});
        try (ServiceCopies copies = new ServiceCopies(stack)) {
            PostgresCluster cluster = PostgresCluster.prepare(restored);
            supervisor.start(cluster.launch(Services.at(settings).postgres())).await();
            Restore.record(restored);
            Map<String, String> folders = Map.of(
                    "HOLDFAST_KEYS_DIR", home.keys().resolve("backend").toString(),
                    "HOLDFAST_DISK_PATH", home.database().toString());
            copies.start("backend", "restored-backend.log", ports, folders);
            copies.awaitReady(settings.http(Port.BACKEND_MANAGEMENT, "").toString());

            OperatorClient admin = new OperatorClient(settings, () -> stack.token("admin"));
            AuditContinuation log = new AuditContinuation(stack, admin, "catalogs/contoso", folder);
            stack.await(
                    "the entry is sealed",
                    () -> Optional.of(log.since(checkpoint)).filter(output -> output.contains("RestoreBackup")));
            assertThat(log.since(checkpoint)).contains("INTACT").doesNotContain("NOT INTACT");
            stack.await(
                    "all sets are signed again",
                    () -> Optional.of(lowestVersion(restored))
                            .filter(version -> version > restoredAt.getEpochSecond()));
        } finally {
            supervisor.stopAll();
        }
    }

    /** Returns the lowest version of all manifest sets, or 0 while there is none. */
    private static long lowestVersion(Installation restored) {
        String url = "jdbc:postgresql://localhost:%d/holdfast"
                .formatted(restored.settings().port(Port.DATABASE));
        String password = restored.secrets().machine("db.superuser.password");
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(min(version), 0) from manifest_set")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
