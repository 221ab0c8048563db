package dev.holdfast.ui.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics of the console. */
@QuarkusTest
@TestProfile(ManagementTest.Ports.class)
@SuppressWarnings("NullAway.Init") // injected before the first test method
class ManagementTest {
    @TestHTTPResource("/")
    URI console;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TempDir
    Path folder;

    /** Free ports, and no identity provider. */
    public static final class Ports implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0",
                    "quarkus.oidc.tenant-enabled", "false");
        }
    }

    @Test
    void health_and_metrics_are_on_the_management_port_only() throws IOException, InterruptedException {
        for (String path : List.of("/q/health/live", "/q/metrics")) {
            assertThat(get(management, path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(console, path).statusCode()).as(path).isNotEqualTo(200);
        }
    }

    @Test
    void promtool_accepts_the_names_and_help_texts() throws IOException, InterruptedException {
        Path scrape = Files.writeString(
                folder.resolve("scrape"), get(management, "/q/metrics").body());

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(scrape.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private static HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .header("Accept", "text/plain, */*;q=0.1")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
