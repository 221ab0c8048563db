package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code ./holdfast down}. */
@DisabledIfEnvironmentVariable(
        named = "HOLDFAST_HOME",
        matches = ".+",
        disabledReason = "Would stop that installation.")
class DownCommandTest {
    @TempDir
    Path folder;

    @AfterEach
    void forget_the_folder() {
        System.clearProperty(Context.PROJECT);
    }

    @Test
    void wrong_settings_do_not_prevent_a_stop() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(".holdfast"));
        Files.writeString(folder.resolve(".holdfast/holdfast.properties"), "tls.certificate = /missing\nwrong = 1\n");
        System.setProperty(Context.PROJECT, folder.toString());
        StringWriter output = new StringWriter();

        assertThat(new DownCommand(new PrintWriter(output)).call()).isZero();
        assertThat(output).hasToString("Holdfast is stopped." + System.lineSeparator());
    }
}
