package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Debian's Prometheus scrapes the demo with the example configuration, loads the alert rules, and answers the queries of the dashboard. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {
    private static final Path MONITORING = Path.of("..", "k8s", "monitoring");
    private static final JsonMapper JSON = new JsonMapper();

    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();
    private URI prometheus = URI.create("");
    private Optional<Process> process = Optional.empty();

    MonitoringIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void start() throws IOException, GatewayException {
        Path folder = Files.createDirectories(Path.of("target", "prometheus")).toAbsolutePath();
        Files.copy(
                MONITORING.resolve("alerts.yaml"), folder.resolve("alerts.yaml"), StandardCopyOption.REPLACE_EXISTING);
        String config = Files.readString(MONITORING.resolve("prometheus.yaml"))
                .replace("scrape_interval: 15s", "scrape_interval: 1s")
                .replace("localhost:8447", "localhost:" + port(Port.BACKEND_MANAGEMENT))
                .replace("localhost:8445", "localhost:" + port(Port.GATEWAY_MANAGEMENT))
                .replace("localhost:8448", "localhost:" + port(Port.CONSOLE_MANAGEMENT));
        Path file = Files.writeString(folder.resolve("prometheus.yaml"), config);
        int port = freePort();
        prometheus = URI.create("http://localhost:" + port);
        process = Optional.of(new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start());
        attest();
        stack.await(
                "Prometheus scrapes the three services",
                () -> Optional.of(query("up == 1")).filter(up -> up.size() == 3));
        stack.await(
                "Prometheus has the devices",
                () -> Optional.of(query("holdfast_devices{health=\"trusted\"} > 0"))
                        .filter(devices -> !devices.isEmpty()));
    }

    @AfterAll
    void stop() {
        process.ifPresent(Process::destroy);
        http.close();
    }

    /** Attests a chip twice over one nonce. The second attestation is refused. */
    private void attest() throws GatewayException {
        try (TestChips chips = new TestChips(stack)) {
            Chip chip = chips.make(1, "smoke").getFirst();
            DeviceClient hello = chip.hello();
            Blob evidence = chip.evidence(TestChips.await(hello.challenge()).nonce());
            TestChips.await(hello.attest(evidence));
            assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> TestChips.await(hello.attest(evidence)));
        }
    }

    @Test
    void every_query_of_the_dashboard_has_values() throws IOException {
        JsonNode dashboard =
                JSON.readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
        List<String> queries = StreamSupport.stream(dashboard.get("panels").spliterator(), false)
                .flatMap(panel -> StreamSupport.stream(panel.get("targets").spliterator(), false))
                .map(target -> target.get("expr").asText().replace("$catalog", ".*"))
                .toList();

        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(this::awaitValues);
    }

    @Test
    void every_alert_rule_evaluates_and_its_metric_has_values() {
        JsonNode groups = get("/api/v1/rules").at("/data/groups");

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("rules")).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.path("lastError").asText()).isEmpty();
            awaitValues(withoutCondition(rule.get("query").asText()));
        });
    }

    /** Returns the part of a rule that has values while the alert is off. */
    private static String withoutCondition(String rule) {
        return rule.replaceFirst("^absent\\((\\w+)\\)$", "$1").replaceFirst(" (==|>|<) .*$", "");
    }

    /** Waits until a query has values: a rate needs two scrapes. */
    private void awaitValues(String expression) {
        stack.await(expression, () -> Optional.of(query(expression)).filter(values -> !values.isEmpty()));
    }

    /** Runs a query and returns its result; fails if Prometheus refuses the query. */
    private JsonNode query(String expression) {
        JsonNode response = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(response.path("status").asText("success")).as(expression).isEqualTo("success");
        return response.at("/data/result");
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(prometheus.resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException notYetListening) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }

    private int port(Port port) {
        return stack.installation().settings().port(port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
