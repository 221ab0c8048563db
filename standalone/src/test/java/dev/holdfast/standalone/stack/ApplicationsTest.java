package dev.holdfast.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the environment variables of backend, gateway and console. */
class ApplicationsTest {
    @TempDir
    Path folder;

    private Home home = Home.of(Path.of("."), Map.of());

    @BeforeEach
    void a_build() throws IOException {
        home = Home.of(folder, Map.of());
        for (String module : List.of("backend", "device-gateway", "ui")) {
            Files.createDirectories(home.runner(module).getParent());
            Files.createFile(home.runner(module));
        }
    }

    @Test
    void an_empty_installation_has_no_limits_of_the_demo() {
        assertThat(gateway(Mode.EMPTY))
                .noneSatisfy((name, _) -> assertThat(name).contains("_PER_"));
        assertThat(backend(Mode.EMPTY))
                .noneSatisfy((name, _) -> assertThat(name).contains("_PER_"));
        assertThat(gateway(Mode.DEMO)).containsKey("HOLDFAST_GATEWAY_REQUESTS_PER_DEVICE");
        assertThat(backend(Mode.DEMO)).containsKey("HOLDFAST_ATTESTATIONS_PER_DEVICE_AND_HOUR");
    }

    @Test
    void dangerous_operations_need_a_recent_sign_in_except_in_the_demo() {
        assertThat(backend(Mode.EMPTY))
                .containsEntry("HOLDFAST_STEP_UP_MAX_AGE", "900")
                .containsEntry("HOLDFAST_STEP_UP_ACR", "confirmed")
                .containsEntry("HOLDFAST_STEP_UP_ISSUE_COUNTS", "false");
        assertThat(backend(Mode.DEMO)).doesNotContainKey("HOLDFAST_STEP_UP_MAX_AGE");

        Settings off = Settings.load(home, Map.of("HOLDFAST_STEP_UP_MAX_AGE", "0"));
        assertThat(applications(Mode.EMPTY, off)
                        .backend(Services.at(off).backend())
                        .environment())
                .doesNotContainKey("HOLDFAST_STEP_UP_MAX_AGE");
    }

    @Test
    void all_applications_log_json_if_the_setting_says_so() {
        Settings json = Settings.load(home, Map.of("HOLDFAST_LOG_JSON", "true"));
        Applications applications = applications(Mode.EMPTY, json);
        Services services = Services.at(json);

        assertThat(List.of(
                        applications.backend(services.backend()),
                        applications.gateway(services.gateway()),
                        applications.console(services.console())))
                .allSatisfy(launch -> assertThat(launch.environment()).containsEntry("HOLDFAST_LOG_JSON", "true"));
        assertThat(backend(Mode.EMPTY)).containsEntry("HOLDFAST_LOG_JSON", "false");
    }

    @Test
    void an_exposed_gateway_exposes_no_other_listener() {
        Settings exposed = Settings.load(
                home, Map.of("HOLDFAST_GATEWAY_HOST", "0.0.0.0", "HOLDFAST_GATEWAY_NAMES", "gw.example.org"));
        Applications applications = applications(Mode.EMPTY, exposed);
        Services services = Services.at(exposed);

        Map<String, String> gateway = applications.gateway(services.gateway()).environment();
        assertThat(gateway).containsEntry("HOLDFAST_GATEWAY_HOST", "0.0.0.0");
        assertThat(gateway)
                .containsEntry("HOLDFAST_GATEWAY_EST_HOST", "127.0.0.1")
                .containsEntry("HOLDFAST_GATEWAY_MANAGEMENT_HOST", "127.0.0.1")
                .containsEntry("HOLDFAST_ALLOW_PLAIN_HTTP", "false");
        assertThat(applications.backend(services.backend()).environment())
                .containsEntry("HOLDFAST_API_HOST", "127.0.0.1")
                .containsEntry("HOLDFAST_INTERNAL_HOST", "127.0.0.1")
                .containsEntry("HOLDFAST_BACKEND_MANAGEMENT_HOST", "127.0.0.1");
        assertThat(applications.console(services.console()).environment())
                .containsEntry("HOLDFAST_CONSOLE_HOST", "127.0.0.1");
    }

    @Test
    void with_a_certificate_console_and_api_serve_https_only_and_trust_it() {
        Infrastructure authority = new Infrastructure(folder.resolve("tls"), Clock.systemUTC());
        authority.ensure(List.of("localhost"));
        Settings tls = Settings.load(
                home,
                Map.of(
                        "HOLDFAST_TLS_CERTIFICATE",
                                authority
                                        .certificate(Infrastructure.GATEWAY_SERVER)
                                        .toString(),
                        "HOLDFAST_TLS_KEY",
                                authority.key(Infrastructure.GATEWAY_SERVER).toString()));
        Applications applications = applications(Mode.EMPTY, tls);

        Launch backend = applications.backend(Services.at(tls).backend());
        assertThat(backend.environment())
                .containsEntry("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled")
                .containsEntry("QUARKUS_HTTP_SSL_PORT", "8081")
                .containsEntry("HOLDFAST_OIDC_URL", "https://localhost:8180/realms/holdfast");
        assertThat(backend.command())
                .anySatisfy(option -> assertThat(option).startsWith("-Djavax.net.ssl.trustStore="));
        assertThat(applications.console(Services.at(tls).console()).environment())
                .containsEntry("QUARKUS_HTTP_SSL_PORT", "8080")
                .containsEntry("HOLDFAST_API_URL", "https://localhost:8081");
        assertThat(backend(Mode.EMPTY)).doesNotContainKey("QUARKUS_HTTP_INSECURE_REQUESTS");
    }

    private Map<String, String> gateway(Mode mode) {
        Settings settings = Settings.load(home, Map.of());
        return applications(mode, settings)
                .gateway(Services.at(settings).gateway())
                .environment();
    }

    private Map<String, String> backend(Mode mode) {
        Settings settings = Settings.load(home, Map.of());
        return applications(mode, settings)
                .backend(Services.at(settings).backend())
                .environment();
    }

    private Applications applications(Mode mode, Settings settings) {
        Installation opened = Installation.open(home, settings, mode);
        return new Applications(
                new Installation(home, settings, opened.secrets(), mode),
                new Infrastructure(home.keys(), Clock.systemUTC()));
    }
}
