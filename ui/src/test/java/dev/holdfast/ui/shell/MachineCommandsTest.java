package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the shell commands that pages show. */
class MachineCommandsTest {
    private static final String API = "holdfast.api.public-url";

    @AfterEach
    void standard_settings() {
        System.clearProperty("holdfast.home");
        System.clearProperty(API);
    }

    @Test
    void commands_follow_the_folder_of_the_installation() {
        assertThat(MachineCommands.holdfast("status")).isEqualTo("./holdfast status");
        assertThat(MachineCommands.file("manufacturers/acme.pem")).isEqualTo(".holdfast/manufacturers/acme.pem");

        System.setProperty("holdfast.home", "/srv/my data");

        assertThat(MachineCommands.holdfast("status")).isEqualTo("HOLDFAST_HOME='/srv/my data' ./holdfast status");
        assertThat(MachineCommands.file("manufacturers/acme.pem")).isEqualTo("'/srv/my data/manufacturers/acme.pem'");
    }

    @Test
    void scripts_get_the_address_of_the_api() {
        System.setProperty(API, "https://holdfast.example:9081/");

        assertThat(MachineCommands.api()).isEqualTo("API=https://holdfast.example:9081/api/v1");
    }
}
