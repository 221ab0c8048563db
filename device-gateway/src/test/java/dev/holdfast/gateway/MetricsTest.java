package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.support.GatewayTestEnvironment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's metrics. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class MetricsTest extends GatewayTest {
    @TempDir
    Path folder;

    @Test
    void promtool_accepts_the_names_and_help_texts() throws IOException, InterruptedException {
        Path scrape = Files.writeString(
                folder.resolve("scrape"), fromManagement("/q/metrics").body());

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(scrape.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }
}
