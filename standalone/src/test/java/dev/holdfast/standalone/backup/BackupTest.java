package dev.holdfast.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.postgres.PostgresCluster;
import dev.holdfast.standalone.process.Supervisor;
import dev.holdfast.standalone.stack.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a PostgreSQL that is written to meanwhile, and their restore in another folder and on another port. */
class BackupTest {
    private static final Instant MADE_AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant RESTORED_AT = Instant.parse("2026-01-03T00:00:00Z");

    @TempDir
    static Path folder;

    private static Installation original;
    private static Supervisor supervisor;
    private static Path backup;
    /** Transactions that were committed before the backup began, and when it had ended. */
    private static long before;

    private static long after;

    @BeforeAll
    static void back_up_a_busy_database() throws Exception {
        original = installation("original");
        supervisor = start(original);
        PrivateFile.write(original.home().keys().resolve("backend/keys.p12"), "keys");
        PrivateFile.write(original.home().settingsFile(), "step.up.max.age = 300\n");
        PrivateFile.write(original.home().log("backend"), "a log");
        original.secrets().machine("console.client.secret");
        backup = folder.resolve("backup.tar.gz");
        try (Connection connection = connect(original);
                Statement statement = connection.createStatement()) {
            statement.execute("create table entry (n bigint primary key, text text)");
            statement.execute("create table counter (last bigint, changes bigint)");
            statement.execute("insert into counter values (0, 0)");
            statement.execute(
                    "create table database_restore (restored_at timestamptz primary key, backup_at timestamptz)");
            // Files of a few MB, which the copy reads while they change.
            statement.execute(
                    "create table ballast as select n, repeat(n::text, 50) as text from generate_series(1, 20000) n");
        }
        AtomicLong committed = new AtomicLong();
        CountDownLatch busy = new CountDownLatch(50);
        CountDownLatch end = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform().start(() -> write(committed, busy, end));
        busy.await();
        before = committed.get();
        Backup.write(original, backup, MADE_AT);
        after = committed.get();
        end.countDown();
        writer.join();
    }

    /** Commits transactions that change two tables and old rows. Checkpoints make PostgreSQL recycle its log. */
    private static void write(AtomicLong committed, CountDownLatch busy, CountDownLatch end) {
        try (Connection connection = connect(original);
                Statement statement = connection.createStatement();
                Connection administrator = connect(original, "postgres", "db.superuser.password");
                Statement checkpoint = administrator.createStatement()) {
            connection.setAutoCommit(false);
            for (long n = 1; end.getCount() > 0; n++) {
                statement.execute("insert into entry values (%d, repeat('x', 500))".formatted(n));
                statement.execute("update counter set last = %d, changes = changes + 1".formatted(n));
                statement.execute("update ballast set text = reverse(text) where n %% 400 = %d".formatted(n % 400));
                connection.commit();
                committed.set(n);
                busy.countDown();
                if (n % 20 == 0) {
                    checkpoint.execute("select pg_switch_wal()");
                    checkpoint.execute("checkpoint");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        if (supervisor != null) {
            supervisor.stopAll();
        }
    }

    @Test
    void a_restored_database_has_every_transaction_that_was_committed_before_the_backup_and_none_in_part()
            throws Exception {
        Home home = home("restored");
        Path interrupted = home.directory().resolve(".restore123");
        PrivateFile.write(interrupted.resolve("keys/backend/keys.p12"), "keys");

        assertThat(Restore.unpack(backup, home, RESTORED_AT)).isEqualTo(MADE_AT);

        assertThat(interrupted).doesNotExist();
        Installation restored = installation("restored");
        Supervisor second = start(restored);
        try (Connection connection = connect(restored);
                Statement statement = connection.createStatement()) {
            Restore.record(restored);
            Restore.record(restored);
            long last = number(statement, "select last from counter");
            assertThat(last).isBetween(before, after + 1);
            assertThat(number(statement, "select changes from counter")).isEqualTo(last);
            assertThat(number(statement, "select count(*) from entry")).isEqualTo(last);
            assertThat(number(statement, "select max(n) from entry")).isEqualTo(last);
            assertThat(
                            number(
                                    statement,
                                    "select count(*) from ballast where text in (repeat(n::text, 50), reverse(repeat(n::text, 50)))"))
                    .isEqualTo(20_000);
            assertThat(number(
                            statement,
                            "select count(*) from database_restore where restored_at = '%s' and backup_at = '%s'"
                                    .formatted(RESTORED_AT, MADE_AT)))
                    .as("recorded once")
                    .isEqualTo(1);
        } finally {
            second.stopAll();
        }
        assertThat(home.keys().resolve("backend/keys.p12")).hasContent("keys");
        assertThat(home.settingsFile()).hasContent("step.up.max.age = 300");
        assertThat(home.secretsFile()).hasSameTextualContentAs(original.home().secretsFile());
        assertThat(restored.mode()).isEqualTo(Mode.EMPTY);
    }

    @Test
    void a_backup_is_private_and_never_replaces_a_file() throws IOException {
        assertThat(Files.getPosixFilePermissions(backup)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Backup.write(original, backup, MADE_AT))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> Backup.write(original, folder.resolve("none/backup.tar.gz"), MADE_AT))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("Folder " + folder.resolve("none") + " does not exist.");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".unfinished"));
        }
    }

    @Test
    void a_restore_never_touches_an_installation() {
        assertThatThrownBy(() -> Restore.unpack(backup, original.home(), RESTORED_AT))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("There is an installation already");
    }

    @Test
    void an_incomplete_file_or_another_one_is_refused_and_leaves_nothing() throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 1000));
        Path other = Files.writeString(folder.resolve("other"), "something else");
        // A byte of the checksum.
        whole[whole.length - 6] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), whole);
        Home home = home("nothing");

        for (Path file : new Path[] {cut, damaged, other}) {
            assertThatThrownBy(() -> Restore.unpack(file, home, RESTORED_AT))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("is not a backup of Holdfast");
        }
        assertThat(home.directory()).isEmptyDirectory();
    }

    @Test
    void a_database_without_the_file_of_its_installation_is_refused() {
        Home home = home("part");
        Installation.requireWhole(home);
        Installation.requireWhole(original.home());
        PrivateFile.write(home.database().resolve("PG_VERSION"), PostgresCluster.VERSION);

        assertThatThrownBy(() -> Installation.requireWhole(home))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("restore the backup again");
    }

    @Test
    void a_database_of_another_postgresql_is_refused() throws IOException {
        Installation newer = installation("newer");
        PrivateFile.write(newer.home().database().resolve("PG_VERSION"), "19\n");

        assertThatThrownBy(() -> PostgresCluster.prepare(newer))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("is of PostgreSQL 19, and this version of Holdfast has PostgreSQL 18");
    }

    private static Home home(String name) {
        Path cache = Path.of("target", "postgres-cache").toAbsolutePath();
        return new Home(Path.of(".."), folder.resolve(name), cache);
    }

    private static Installation installation(String name) throws IOException {
        Home home = home(name);
        Map<String, String> port = Map.of(Port.DATABASE.variable(), Integer.toString(freePort()));
        return Installation.open(home, Settings.load(home, port), Mode.EMPTY);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts PostgreSQL as {@code ./holdfast up} does. */
    private static Supervisor start(Installation installation) throws InterruptedException {
        Supervisor started = new Supervisor(installation.home(), _ -> {});
        PostgresCluster cluster = PostgresCluster.prepare(installation);
        started.start(cluster.launch(Services.at(installation.settings()).postgres()))
                .await();
        cluster.ensureRoles();
        return started;
    }

    private static Connection connect(Installation installation) throws SQLException {
        return connect(installation, "holdfast_owner", "db.owner.password");
    }

    private static Connection connect(Installation installation, String user, String secret) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/holdfast"
                        .formatted(installation.settings().port(Port.DATABASE)),
                user,
                installation.secrets().machine(secret));
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
