package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

@EndToEnd
class RunningIT {
    private final Stack stack;

    RunningIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void every_service_is_healthy_and_says_where_it_is_and_logs() {
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

    @Test
    void a_second_up_says_that_it_runs_and_changes_nothing() {
        Map<String, JsonNode> before = stack.status();

        Stack.Outcome again = stack.holdfast("up");

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output()).contains("runs already").contains(stack.console("/"));
        assertThat(stack.status()).isEqualTo(before);
    }
}
