package dev.holdfast.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void an_invalid_port_is_refused_with_its_variable() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_DB_PORT", "70000"))).hasMessageContaining("HOLDFAST_DB_PORT");
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_DB_PORT", "many"))).hasMessageContaining("HOLDFAST_DB_PORT");
    }

    @Test
    void a_misspelt_key_is_refused_instead_of_ignored() throws IOException {
        write("console.prot = 9001\n");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("console.prot");
    }

    @Test
    void holdfast_home_moves_everything_that_is_generated() {
        Home home = Home.of(folder, Map.of("HOLDFAST_HOME", "/somewhere"));

        assertThat(home.log("backend")).isEqualTo(Path.of("/somewhere/logs/backend.log"));
        assertThat(home.cache()).isEqualTo(folder.resolve(".holdfast/cache"));
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder.resolve(".holdfast"));
        Files.writeString(folder.resolve(".holdfast/holdfast.properties"), text);
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(Home.of(folder, environment), environment);
    }
}
