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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * Migrations that were released stay as they are: databases have them, and Flyway refuses to start where the file says something else. Their
 * digests are in {@code migrations.sha256}, as {@code sha256sum} writes them; a new migration adds a line.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Path LIST = Path.of("src/test/resources/migrations.sha256");
    private static final Pattern LINE =
            Pattern.compile("(?<digest>[0-9a-f]{64}) {2}(?<name>V(?<version>\\d+)__\\w+\\.sql)");

    @Inject
    @FlywayDataSource("owner")
    Flyway flyway;

    @Test
    void what_was_released_stays_as_it_is_and_what_is_new_is_listed() throws IOException {
        Map<String, String> listed =
                lines().stream().collect(Collectors.toMap(line -> line.group("name"), line -> line.group("digest")));

        assertThat(digests())
                .as("released migrations never change: write a new one, and add its line of sha256sum to %s", LIST)
                .containsExactlyInAnyOrderEntriesOf(listed);
    }

    @Test
    void versions_grow_and_none_is_given_twice() throws IOException {
        assertThat(lines().stream()
                        .map(line -> Integer.parseInt(line.group("version")))
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whoever_starts_beside_a_backend_that_changes_large_tables_waits_for_it() {
        assertThat(flyway.getConfiguration().getLockRetryCount()).isEqualTo(900);
    }

    private static List<Matcher> lines() throws IOException {
        return Files.readAllLines(LIST).stream()
                .map(LINE::matcher)
                .peek(line -> assertThat(line.matches()).isTrue())
                .toList();
    }

    private static Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("V"))
                    .toList()) {
                digests.put(
                        file.getFileName().toString(),
                        Digest.sha256(Files.readAllBytes(file)).hex());
            }
        }
        return digests;
    }
}
