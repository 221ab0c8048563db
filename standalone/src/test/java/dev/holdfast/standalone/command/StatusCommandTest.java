package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status command: its table, JSON and exit code, and the services that it lists. */
class StatusCommandTest {
    @TempDir
    Path folder;

    @Test
    void json_has_each_service_and_whether_the_disk_is_nearly_full() throws IOException {
        JsonNode json = new JsonMapper()
                .readTree(StatusCommand.render(
                        List.of(new ServiceStatus("ui", "http://localhost:8080", 42L, "healthy", "/x/ui.log", null)),
                        true));

        assertThat(json)
                .hasToString(
                        "{\"services\":[{\"name\":\"ui\",\"url\":\"http://localhost:8080\",\"pid\":42,\"health\":\"healthy\",\"log\":\"/x/ui.log\"}],\"diskNearlyFull\":true}");
    }

    @Test
    void the_exit_status_is_0_only_if_all_services_are_healthy() {
        ServiceStatus healthy = new ServiceStatus("ui", null, 42L, ServiceStatus.HEALTHY, "", null);
        ServiceStatus starting = new ServiceStatus("backend", null, 43L, ServiceStatus.STARTING, "", null);

        assertThat(StatusCommand.status(List.of(healthy))).isZero();
        assertThat(StatusCommand.status(List.of(healthy, starting))).isEqualTo(1);
    }

    @Test
    void running_services_without_a_supervisor_are_reported() {
        ServiceStatus healthy = new ServiceStatus("ui", null, 42L, ServiceStatus.HEALTHY, "", null);
        ServiceStatus stopped = new ServiceStatus("ui", null, null, ServiceStatus.STOPPED, "", null);

        Home home = Home.of(folder, Map.of("HOLDFAST_HOME", "/my data"));
        assertThat(StatusCommand.table(home, List.of(healthy), false))
                .contains("The supervisor is not running", "HOLDFAST_HOME='/my data' ./holdfast up");
        assertThat(StatusCommand.table(home, List.of(healthy), true)).doesNotContain("supervisor");
        assertThat(StatusCommand.table(home, List.of(stopped), false)).doesNotContain("supervisor");
    }

    @Test
    void the_restart_of_a_service_that_waits_is_reported_with_its_time() throws IOException {
        String time = "2026-11-30T00:00:30Z";
        List<ServiceStatus> waiting =
                List.of(new ServiceStatus("postgres", null, null, ServiceStatus.WAITING, "", time));

        Home home = Home.of(folder, Map.of());
        assertThat(StatusCommand.table(home, waiting, true)).contains("postgres exited and restarts at " + time);
        assertThat(StatusCommand.render(waiting, false)).contains("\"restartAt\":\"" + time + "\"");
        assertThat(StatusCommand.status(waiting)).isEqualTo(1);
    }

    @Test
    void an_empty_installation_has_no_fleet() {
        Services services = Services.at(Settings.load(Home.of(folder, Map.of()), Map.of()));

        assertThat(services.of(Mode.EMPTY)).extracting(Service::name).doesNotContain("fleet");
        assertThat(services.of(Mode.DEMO)).isEqualTo(services.all());
    }

    @Test
    void every_service_is_stopped_before_the_first_start() {
        Home home = Home.of(folder, Map.of());

        List<Service> services = Services.at(Settings.load(home, Map.of())).all();

        assertThat(services)
                .extracting(Service::name)
                .containsExactly("postgres", "keycloak", "backend", "device-gateway", "ui", "fleet");
        assertThat(services)
                .map(service -> ServiceStatus.of(home, service, false))
                .allSatisfy(status -> {
                    assertThat(status.health()).isEqualTo(ServiceStatus.STOPPED);
                    assertThat(status.pid()).isNull();
                });
    }
}
