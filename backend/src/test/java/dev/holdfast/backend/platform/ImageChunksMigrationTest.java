package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** Migration of images to chunks, by an owner of the schema that row-level security applies to. */
class ImageChunksMigrationTest {
    private static final String CATALOG = "11111111-1111-1111-1111-111111111111";
    private static final int LENGTH = 2 * 262_144 + 5;

    @Test
    void content_of_images_is_cut_into_chunks() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            execute(
                    postgres.getPostgresDatabase(),
                    "create role holdfast_app",
                    "create role holdfast_owner login",
                    "create database images owner holdfast_owner");
            DataSource database = postgres.getDatabase("holdfast_owner", "images");
            migrateUntil(database, "10");
            execute(
                    database,
                    "set holdfast.catalog = '" + CATALOG + "'",
                    "insert into catalog (catalog_id, name, display_name, created_at) values ('" + CATALOG
                            + "', 'contoso', 'Contoso', now())",
                    """
                    insert into image (catalog_id, image_id, component_id, type, name, length, digest, security_version, built_at,
                        uploaded_at, uploaded_by)
                    select catalog_id, gen_random_uuid(), gen_random_uuid(), 'Applications', 'blinky', %d, sha256(''), 1, now(), now(), 'olivia'
                    from catalog""".formatted(LENGTH),
                    "insert into image_content select catalog_id, image_id, " + content() + " from image",
                    """
                    insert into os_image (manufacturer, image_id, component_id, type, name, length, digest, security_version, built_at,
                        uploaded_at, uploaded_by)
                    values ('silicon', gen_random_uuid(), gen_random_uuid(), 'RootFs', 'root', %d, sha256(''), 1, now(), now(), 'olivia')""".formatted(LENGTH),
                    "insert into os_image_content select manufacturer, image_id, " + content() + " from os_image");

            flyway(database).load().migrate();

            for (String table : new String[] {"image", "os_image"}) {
                assertThat(isCopied(database, table)).as(table).isTrue();
            }
        }
    }

    /** Returns an expression for bytes that differ in each chunk. */
    private static String content() {
        return "convert_to(left(repeat(md5('a'), 9000) || repeat(md5('b'), 9000), " + LENGTH + "), 'UTF8')";
    }

    private static boolean isCopied(DataSource database, String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set holdfast.catalog = '" + CATALOG + "'");
            ResultSet copied = statement.executeQuery("""
                    select i.content_digest = sha256(%2$s) and string_agg(c.bytes, '' order by c.position) = %2$s and count(*) = 3
                    from %1$s i join %1$s_chunk c using (image_id) group by i.image_id, i.content_digest""".formatted(table, content()));
            return copied.next() && copied.getBoolean(1);
        }
    }

    /** Migrates to a version, without the repeatable migrations, which need the newest tables. */
    private static void migrateUntil(DataSource database, String version) {
        flyway(database)
                .repeatableSqlMigrationPrefix("none")
                .target(version)
                .load()
                .migrate();
    }

    private static FluentConfiguration flyway(DataSource database) {
        return Flyway.configure().dataSource(database).locations("filesystem:src/main/resources/db/migration");
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
