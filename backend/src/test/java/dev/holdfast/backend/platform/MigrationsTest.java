package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.id.Digest;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * Released migrations never change, because databases ran them and Flyway refuses to start after a change. From the first tagged release
 * on, {@code migrations.sha256} has their digests in the format of {@code sha256sum}. Before that release there is no such file, and
 * baselines may change.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Path LIST = Path.of("src/test/resources/migrations.sha256");
    private static final Pattern LINE = Pattern.compile("(?<digest>[0-9a-f]{64}) {2}(?<name>V\\d+__\\w+\\.sql)");
    private static final Pattern NAME = Pattern.compile("V\\d+__\\w+\\.sql|R__\\w+\\.sql|beforeValidate\\.sql");

    @Inject
    @FlywayDataSource("owner")
    Flyway flyway;

    @Test
    void released_migrations_never_change() throws IOException {
        assertThat(digests())
                .as("write a new migration in place of changing a released one")
                .containsAllEntriesOf(released());
    }

    @Test
    void functions_leave_audit_entries_and_events_to_java() throws IOException {
        for (String name : names()) {
            assertThat(Files.readString(FOLDER.resolve(name)))
                    .as(name)
                    .doesNotContainPattern("(insert into|update) (audit_entry|audit_counter|outbox)\\b");
        }
    }

    @Test
    void every_migration_has_its_own_version() throws IOException {
        assertThat(names())
                .allSatisfy(name -> assertThat(name).matches(NAME))
                .extracting(name -> name.split("__", -1)[0])
                .filteredOn(version -> !version.equals("R"))
                .doesNotHaveDuplicates();
    }

    /** Flyway tries to get the lock once a second: here for 15 minutes. */
    @Test
    void a_backend_waits_for_a_running_migration() {
        assertThat(flyway.getConfiguration().getLockRetryCount()).isEqualTo(900);
    }

    /** Returns the digests of released migrations by file name; empty before the first release. */
    private static Map<String, String> released() throws IOException {
        if (!Files.exists(LIST)) {
            return Map.of();
        }
        return Files.readAllLines(LIST).stream()
                .map(LINE::matcher)
                .peek(line -> assertThat(line.matches()).isTrue())
                .collect(Collectors.toMap(line -> line.group("name"), line -> line.group("digest")));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String name : names()) {
            digests.put(
                    name,
                    Digest.sha256(Files.readAllBytes(FOLDER.resolve(name))).hex());
        }
        return digests;
    }
}
