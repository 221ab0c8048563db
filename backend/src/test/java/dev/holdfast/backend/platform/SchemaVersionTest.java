package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Databases that a backend refuses at its start. */
class SchemaVersionTest {
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        execute(postgres.getPostgresDatabase(), "create role holdfast_app");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void a_database_of_a_newer_version_is_refused() throws IOException, SQLException {
        DataSource database = database("newer");
        migrate(database);
        migrate(database);
        execute(
                database,
                "insert into flyway_schema_history select 1000, '%d', 'future', 'SQL', 'V%1$d__future.sql', 0, 'x', now(), 0, true"
                        .formatted(newest() + 1));

        assertThatThrownBy(() -> migrate(database))
                .hasStackTraceContaining("The database newer is of a newer version of Holdfast: its schema has version "
                        + (newest() + 1) + ", and this version of Holdfast knows " + newest() + ".");
    }

    @Test
    void a_database_with_other_tables_is_refused_and_stays_unchanged() throws SQLException {
        DataSource database = database("foreign_one");
        execute(database, "create table customer (id int)");

        assertThatThrownBy(() -> migrate(database))
                .hasStackTraceContaining("The database foreign_one is not empty and not of Holdfast: it has customer.");
        assertThatThrownBy(() -> execute(database, "select from flyway_schema_history"))
                .hasMessageContaining("does not exist");
    }

    @Test
    void a_database_with_views_of_extensions_is_empty() throws SQLException {
        DataSource database = database("extended");
        execute(database, "create view statements as select 1 as calls");
        execute(database, "alter extension plpgsql add view statements");

        migrate(database);
    }

    @Test
    void a_database_of_another_application_with_flyway_is_refused() throws SQLException {
        DataSource database = database("foreign_two");
        migrate(database);
        execute(
                database,
                "update flyway_schema_history set script = 'V1__shop.sql', description = 'shop' where version = '1'");

        assertThatThrownBy(() -> migrate(database))
                .hasStackTraceContaining(
                        "The database foreign_two is of another application: its first migration is V1__shop.sql.");
    }

    @Test
    void the_known_version_is_that_of_the_newest_migration() throws IOException {
        assertThat(Files.readString(Path.of(MIGRATIONS, "beforeValidate.sql")))
                .contains("newest constant int := " + newest() + ";");
    }

    private static int newest() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(MIGRATIONS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
        }
    }

    private static DataSource database(String name) throws SQLException {
        execute(postgres.getPostgresDatabase(), "create database " + name);
        return postgres.getDatabase("postgres", name);
    }

    private static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:" + MIGRATIONS)
                .load()
                .migrate();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
