package dev.holdfast.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a large log becomes an older part ({@code .log.1} to {@code .log.4}), and that the oldest part is deleted. */
class LogRotationTest {
    private static final byte[] LONG = "x".repeat((int) LogRotation.MAX_BYTES).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path log = Path.of("");
    private LogRotation rotation = new LogRotation(Home.of(Path.of("."), Map.of()));

    @BeforeEach
    void an_installation() throws IOException {
        Home home = Home.of(folder, Map.of());
        log = home.log("a");
        Files.createDirectories(log.getParent());
        rotation = new LogRotation(home);
    }

    @Test
    void a_service_keeps_writing_after_log_rotation() throws IOException {
        try (OutputStream service = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            service.write(LONG);
            service.write('\n');

            rotation.rotateLargeLogs();
            service.write("later\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(log).hasContent("later\n");
        assertThat(Files.size(part(1))).isEqualTo(LogRotation.MAX_BYTES + 1);
    }

    @Test
    void a_log_within_the_limit_is_not_rotated() throws IOException {
        Files.write(log, LONG);

        rotation.rotateLargeLogs();

        assertThat(Files.size(log)).isEqualTo(LogRotation.MAX_BYTES);
        assertThat(part(1)).doesNotExist();
    }

    @Test
    void only_the_newest_log_parts_are_kept() throws IOException {
        for (int i = 1; i <= LogRotation.MAX_OLD_FILES + 2; i++) {
            Files.writeString(log, i + "\n" + "x".repeat((int) LogRotation.MAX_BYTES));
            rotation.rotateLargeLogs();
        }

        assertThat(names()).containsExactly("a.log", "a.log.1", "a.log.2", "a.log.3", "a.log.4");
        assertThat(log).isEmptyFile();
        try (Stream<String> newest = Files.lines(part(1));
                Stream<String> oldest = Files.lines(part(LogRotation.MAX_OLD_FILES))) {
            assertThat(newest.findFirst()).hasValue("6");
            assertThat(oldest.findFirst()).hasValue("3");
        }
    }

    private Path part(int number) {
        return log.resolveSibling("a.log." + number);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(log.resolveSibling("."))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
