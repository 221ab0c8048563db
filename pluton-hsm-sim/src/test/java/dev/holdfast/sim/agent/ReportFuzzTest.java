package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.sim.disk.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for reports that are queued on a device. CONTRIBUTING.md describes how to fuzz. */
class ReportFuzzTest {
    @MethodSource("reports")
    @FuzzTest(maxDuration = "60s")
    void report(byte[] text) throws IOException {
        Path directory = Files.createTempDirectory("reports");
        Path file = directory.resolve("0000000000000000001.json");
        try {
            Files.write(file, text);
            assertThat(ReportQueue.open(directory).size()).isEqualTo(1);
        } catch (UnusableFileException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    static Stream<byte[]> reports() {
        return Stream.of(
                        "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"at\":\"2026-11-01T00:00:00Z\","
                                + "\"kind\":\"APP_EVENT\",\"detail\":{\"event\":\"heartbeat\"}}",
                        "null",
                        "\u0000\u0000\u0000{nq{}",
                        "{}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
