package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_service_is_told_with_name_address_pid_health_and_log() throws IOException {
        JsonNode json = new JsonMapper()
                .readTree(StatusCommand.render(
                        List.of(new ServiceStatus("ui", "http://localhost:8080", 42L, "healthy", "/x/ui.log"))));

        assertThat(json)
                .hasToString(
                        "{\"services\":[{\"name\":\"ui\",\"url\":\"http://localhost:8080\",\"pid\":42,\"health\":\"healthy\",\"log\":\"/x/ui.log\"}]}");
    }

    @Test
    void where_nothing_was_ever_started_every_service_is_stopped() {
        Home home = Home.of(folder, Map.of());

        List<Service> services = Services.at(Settings.load(home, Map.of())).all();

        assertThat(services)
                .extracting(Service::name)
                .containsExactly("postgres", "keycloak", "backend", "device-gateway", "ui", "fleet");
        assertThat(services).map(service -> ServiceStatus.of(home, service)).allSatisfy(status -> {
            assertThat(status.health()).isEqualTo(ServiceStatus.STOPPED);
            assertThat(status.pid()).isNull();
        });
    }
}
