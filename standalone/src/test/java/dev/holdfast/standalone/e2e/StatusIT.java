package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.standalone.config.Port;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests {@code ./holdfast status} and a second {@code ./holdfast up} while Holdfast runs. */
@EndToEnd
class StatusIT {
    private final Stack stack;

    StatusIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void every_service_is_healthy_and_shows_address_and_log() {
        Map<String, JsonNode> services = stack.status();

        assertThat(services).containsOnlyKeys("postgres", "keycloak", "backend", "device-gateway", "ui", "fleet");
        assertThat(services.values()).allSatisfy(service -> {
            assertThat(service.get("health").asText()).as(service.toString()).isEqualTo("healthy");
            assertThat(ProcessHandle.of(service.get("pid").asLong())).isPresent();
            assertThat(service.get("log").asText()).endsWith(".log");
        });
        assertThat(services.values().stream().map(service -> service.get("url").asText()))
                .contains(stack.console(""));
    }

    /** The demo has its ports from environment variables of {@code up}. */
    @Test
    void another_shell_shows_the_same_status_without_and_with_other_variables() {
        Stack.Outcome here = stack.holdfast("status", "--json");

        assertThat(stack.fromAnotherShell(Map.of(), "status", "--json")).isEqualTo(here);
        assertThat(stack.fromAnotherShell(Map.of("HOLDFAST_CONSOLE_PORT", "1"), "status", "--json"))
                .isEqualTo(here);
    }

    @Test
    void a_second_up_reports_the_running_installation_and_changes_nothing() {
        Map<String, JsonNode> before = stack.status();

        Stack.Outcome again = stack.holdfast("up");

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output()).contains("is already running").contains(stack.console("/"));
        assertThat(stack.fromAnotherShell(Map.of("HOLDFAST_CONSOLE_PORT", "1"), "up")
                        .output())
                .contains("These settings apply after down and up:", "HOLDFAST_CONSOLE_PORT=1");
        assertThat(stack.status()).isEqualTo(before);
    }

    /**
     * The backend's main method sets the system property that makes this response a problem document. The backend's own tests get the
     * property from the POM, so only this test covers the main method.
     */
    @Test
    void a_malformed_request_target_returns_a_problem_document() throws IOException {
        int port = stack.installation().settings().port(Port.API);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/catalogs/contoso/devices?filter=% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json", "\"field\":\"filter\"");
        }
    }
}
