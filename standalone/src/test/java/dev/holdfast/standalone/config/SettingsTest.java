package dev.holdfast.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests where settings come from, and which settings are refused. */
class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void defaults_apply_without_a_file_or_variables() {
        Settings settings = load(Map.of());

        assertThat(settings.port(Port.CONSOLE)).isEqualTo(8080);
        assertThat(settings.issuer()).hasToString("http://localhost:8180/realms/holdfast");
    }

    @Test
    void the_file_overrides_defaults_and_the_environment_overrides_the_file() throws IOException {
        write("console.port = 9001\napi.port = 9002\n");

        Settings settings = load(Map.of("HOLDFAST_API_PORT", "9003"));

        assertThat(settings.port(Port.CONSOLE)).isEqualTo(9001);
        assertThat(settings.port(Port.API)).isEqualTo(9003);
    }

    @Test
    void two_listeners_on_one_port_are_refused_with_both_names() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_API_PORT", "8080")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("console.port")
                .hasMessageContaining("HOLDFAST_API_PORT");
    }

    @Test
    void all_ports_that_are_used_twice_are_in_one_message() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_API_PORT", "8080", "HOLDFAST_DB_PORT", "8443")))
                .hasMessageContaining("console.port and api.port are both 8080")
                .hasMessageContaining("gateway.port and db.port are both 8443");
    }

    @Test
    void a_misspelt_variable_is_refused_with_the_most_similar_setting() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_CONSOLE_PROT", "9080", "HOLDFAST_WRONG", ""))
                        .checkVariables())
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("HOLDFAST_CONSOLE_PROT. Did you mean HOLDFAST_CONSOLE_PORT?")
                .hasMessageContaining("HOLDFAST_WRONG. Remove it.");
        load(Map.of("HOLDFAST_HOME", "/x", "HOLDFAST_CACHE", "/y", "HOLDFAST_API_PORT", "1", "PATH", "/bin"))
                .checkVariables();
    }

    @Test
    void settings_from_the_environment_are_remembered_beside_the_lines_of_the_file() throws IOException {
        write("""
                # My ports.
                console.port: 9001
                api.port = 9002
                log.json = tr\\
                    ue
                """);
        Map<String, String> environment = Map.of(
                "HOLDFAST_API_PORT", "9003",
                "HOLDFAST_CONSOLE_PORT", "9001",
                "HOLDFAST_KEYCLOAK_PORT", "8180",
                "HOLDFAST_LOG_JSON", "C:\\x",
                "HOLDFAST_ALLOW_PLAIN_HTTP", "true",
                "HOLDFAST_GATEWAY_JAVA_OPTIONS", "-Xmx1g");

        Map<String, String> saved = load(environment).remember(Home.of(folder, Map.of()));

        assertThat(saved).containsOnlyKeys("api.port", "log.json");
        assertThat(load(Map.of()).port(Port.API)).isEqualTo(9003);
        assertThat(load(Map.of()).text("log.json")).isEqualTo("C:\\x");
        assertThat(Files.readString(folder.resolve(".holdfast/holdfast.properties")))
                .isEqualTo("""
                        # My ports.
                        console.port: 9001
                        api.port = 9003
                        log.json = C:\\\\x
                        """);
        assertThat(load(environment).remember(Home.of(folder, Map.of()))).isEmpty();
    }

    @Test
    void a_settings_file_keeps_its_mode_and_stays_a_link() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("mine.properties"), "api.port = 9002\n");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve(".holdfast")).resolve("holdfast.properties"), elsewhere);

        load(Map.of("HOLDFAST_API_PORT", "9003")).remember(Home.of(folder, Map.of()));

        assertThat(link).isSymbolicLink();
        assertThat(elsewhere).hasContent("api.port = 9003");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r-----");
        assertThat(folder.resolve(".holdfast")).isDirectoryNotContaining("glob:**.new*");
        assertThat(folder).isDirectoryNotContaining("glob:**.new*");
    }

    @Test
    void a_link_to_a_settings_file_that_does_not_exist_yet_stays_a_link() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve(".holdfast")).resolve("holdfast.properties"),
                Path.of("../mine.properties"));

        load(Map.of("HOLDFAST_API_PORT", "9003")).remember(Home.of(folder, Map.of()));

        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("mine.properties")).hasContent("api.port = 9003");
    }

    @Test
    void an_invalid_port_is_refused_with_its_variable() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_DB_PORT", "70000"))).hasMessageContaining("HOLDFAST_DB_PORT");
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_DB_PORT", "many"))).hasMessageContaining("HOLDFAST_DB_PORT");
    }

    @Test
    void only_the_ports_of_devices_may_leave_the_loopback_interface_each_alone() {
        for (Port exposed : List.of(Port.GATEWAY, Port.GATEWAY_EST)) {
            Settings settings = load(Map.of(
                    exposed.variable().replace("_PORT", "_HOST"),
                    "0.0.0.0",
                    "HOLDFAST_GATEWAY_NAMES",
                    "gw.example.org"));

            assertThat(settings.host(exposed)).isEqualTo("0.0.0.0");
            assertThat(EnumSet.complementOf(EnumSet.of(exposed)))
                    .allSatisfy(port -> assertThat(settings.host(port)).isEqualTo("127.0.0.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONSOLE", "API", "KEYCLOAK", "GATEWAY_MANAGEMENT", "BACKEND_MANAGEMENT", "CONSOLE_MANAGEMENT"})
    void plain_http_outside_of_the_loopback_interface_is_refused_unless_it_is_allowed(Port port) {
        String host = port.variable().replace("_PORT", "_HOST");

        assertThatThrownBy(() -> load(Map.of(host, "0.0.0.0")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("has no TLS")
                .hasMessageContaining("HOLDFAST_ALLOW_PLAIN_HTTP");
        assertThat(load(Map.of(host, "0.0.0.0", "HOLDFAST_ALLOW_PLAIN_HTTP", "true"))
                        .host(port))
                .isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void every_loopback_address_may_be_used_without_tls(String address) {
        assertThat(load(Map.of("HOLDFAST_API_HOST", address)).host(Port.API)).isEqualTo(address);
    }

    @Test
    void an_empty_or_unknown_address_is_refused_with_its_setting() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_API_HOST", "")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("api.host is empty");
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_API_HOST", "300.1.1.1")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("api.host is '300.1.1.1'");
    }

    @Test
    void the_gateways_certificate_has_this_machine_its_address_and_the_configured_names() {
        assertThat(load(Map.of()).gatewayNames()).containsExactly("localhost", "127.0.0.1");
        assertThat(load(Map.of(
                                "HOLDFAST_GATEWAY_HOST", "127.0.0.2",
                                "HOLDFAST_GATEWAY_EST_HOST", "127.0.0.2",
                                "HOLDFAST_GATEWAY_NAMES", "gw.example.org, 192.0.2.7 2001:db8::7"))
                        .gatewayNames())
                .containsExactly("localhost", "127.0.0.1", "127.0.0.2", "gw.example.org", "192.0.2.7", "2001:db8::7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://gw.example.org", "gw_1.example.org", "192.0.2.300", "a..b", "*"})
    void a_gateway_name_that_no_certificate_can_have_is_refused(String name) {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_GATEWAY_NAMES", name)))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_gateway_on_all_addresses_needs_names() {
        for (String host : List.of("HOLDFAST_GATEWAY_HOST", "HOLDFAST_GATEWAY_EST_HOST")) {
            assertThatThrownBy(() -> load(Map.of(host, "0.0.0.0")))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("gateway.names is empty");
        }
    }

    @Test
    void urls_name_the_address_of_a_listener_unless_localhost_reaches_it() {
        Settings settings = load(Map.of(
                "HOLDFAST_GATEWAY_HOST", "127.0.0.2",
                "HOLDFAST_API_HOST", "::1",
                "HOLDFAST_CONSOLE_HOST", "0.0.0.0",
                "HOLDFAST_ALLOW_PLAIN_HTTP", "true"));

        assertThat(settings.https(Port.GATEWAY, "/x")).hasToString("https://127.0.0.2:8443/x");
        assertThat(settings.http(Port.API, "")).hasToString("http://[::1]:8081");
        assertThat(settings.http(Port.CONSOLE, "")).hasToString("http://localhost:8080");
    }

    @Test
    void a_process_with_the_variables_of_the_settings_has_the_same_settings() throws IOException {
        write("api.host = 127.0.0.3\n");
        Settings settings = load(Map.of("HOLDFAST_API_PORT", "9003"));

        Settings copied = Settings.load(Home.of(folder.resolve("other"), Map.of()), settings.variables());

        assertThat(copied.http(Port.API, "")).isEqualTo(settings.http(Port.API, ""));
        assertThat(copied.variables()).isEqualTo(settings.variables());
    }

    @Test
    void all_misspelt_keys_are_refused_with_the_file_they_are_in() throws IOException {
        write("console.prot = 9001\napi.prot = 9002\n");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("'console.prot' in %s/.holdfast/holdfast.properties", folder)
                .hasMessageContaining("Did you mean console.port?")
                .hasMessageContaining("Did you mean api.port?");
    }

    @Test
    void holdfast_home_moves_everything_that_is_generated() {
        Home home = Home.of(folder, Map.of("HOLDFAST_HOME", "/somewhere"));

        assertThat(home.log("backend")).isEqualTo(Path.of("/somewhere/logs/backend.log"));
        assertThat(home.cache()).isEqualTo(folder.resolve(".holdfast/cache"));
        assertThat(home.command("down")).isEqualTo("HOLDFAST_HOME='/somewhere' ./holdfast down");
        assertThat(Home.of(folder, Map.of()).command("down")).isEqualTo("./holdfast down");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder.resolve(".holdfast"));
        Files.writeString(folder.resolve(".holdfast/holdfast.properties"), text);
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(Home.of(folder, environment), environment);
    }
}
