package dev.holdfast.backend.installation;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts everything that a backend needs, once for each test run: PostgreSQL, an identity provider, certificates and keys. */
public final class Installation implements QuarkusTestResourceLifecycleManager {
    /** Each new catalog syncs the key file twice. The tests create hundreds of catalogs, which takes minutes on a disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final String CONSOLE_SECRET = "the-consoles-secret-of-32-characters";

    private @Nullable IdentityProvider identities;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Path keys;

    /** Returns the value of the {@code Forwarded} header in which the console passes on a browser's address. */
    public static String fromConsole(String address) {
        return "for=" + address + ";secret=\"" + CONSOLE_SECRET + "\"";
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "installation");
            InfrastructureCertificates.writeTo(folder);
            Path keyFolder =
                    Files.createTempDirectory(MEMORY.toFile().isDirectory() ? MEMORY : folder, "holdfast-keys");
            keys = keyFolder;
            IdentityProvider provider = IdentityProvider.start();
            identities = provider;
            EmbeddedPostgres started = EmbeddedPostgres.builder().start();
            postgres = started;
            createRoles(started);
            return Map.ofEntries(
                    Map.entry("HOLDFAST_DB_PORT", Integer.toString(started.getPort())),
                    Map.entry("HOLDFAST_DB_OWNER_PASSWORD", "owner"),
                    Map.entry("HOLDFAST_DB_APP_PASSWORD", "app"),
                    Map.entry("HOLDFAST_INTERNAL_PORT", "0"),
                    Map.entry(
                            "HOLDFAST_INTERNAL_CERT",
                            folder.resolve("backend.pem").toString()),
                    Map.entry(
                            "HOLDFAST_INTERNAL_KEY",
                            folder.resolve("backend.key").toString()),
                    Map.entry("HOLDFAST_INFRA_CA", folder.resolve("ca.pem").toString()),
                    Map.entry("HOLDFAST_KEYS_DIR", keyFolder.toString()),
                    Map.entry("HOLDFAST_KEYS_PASSPHRASE", "a passphrase"),
                    Map.entry("HOLDFAST_OIDC_URL", provider.issuer()),
                    Map.entry("HOLDFAST_OIDC_KEYS_REFRESH", "0S"),
                    Map.entry("HOLDFAST_CONSOLE_PROXY_SECRET", CONSOLE_SECRET),
                    Map.entry("HOLDFAST_PEOPLE_CLIENT_SECRET", FakeUsers.SECRET),
                    Map.entry(
                            "HOLDFAST_MANUFACTURERS_DIR",
                            SiliconManufacturer.writeTo(folder.resolve("manufacturers"))
                                    .toString()),
                    // Tests create many catalogs.
                    Map.entry("holdfast.metrics.catalogs", "1000000"),
                    Map.entry("quarkus.management.test-port", "0"),
                    Map.entry("quarkus.http.test-port", "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Objects.requireNonNull(identities).close();
            Objects.requireNonNull(postgres).close();
            MoreFiles.deleteRecursively(Objects.requireNonNull(keys), RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the database and its two roles: the owner of the tables, and the application. */
    private static void createRoles(EmbeddedPostgres postgres) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role holdfast_owner login password 'owner'");
            statement.execute("create role holdfast_app login password 'app'");
            // Lets tests see the queries and locks of other sessions in pg_stat_activity.
            statement.execute("grant pg_monitor to holdfast_owner");
            statement.execute("create database holdfast owner holdfast_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
