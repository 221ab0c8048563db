package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the shell commands that pages show. */
class MachineCommandsTest {
    @AfterEach
    void standard_folder() {
        System.clearProperty("holdfast.home");
    }

    @Test
    void commands_follow_the_folder_of_the_installation() {
        assertThat(MachineCommands.holdfast("status")).isEqualTo("./holdfast status");
        assertThat(MachineCommands.file("manufacturers/acme.pem")).isEqualTo(".holdfast/manufacturers/acme.pem");

        System.setProperty("holdfast.home", "/srv/my data");

        assertThat(MachineCommands.holdfast("status")).isEqualTo("HOLDFAST_HOME='/srv/my data' ./holdfast status");
        assertThat(MachineCommands.file("manufacturers/acme.pem")).isEqualTo("'/srv/my data/manufacturers/acme.pem'");
    }
}
