package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code ./holdfast down}. */
class DownCommandTest {
    @TempDir
    Path folder;

    @Test
    void wrong_settings_do_not_prevent_a_stop() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(".holdfast"));
        Files.writeString(folder.resolve(".holdfast/holdfast.properties"), "tls.certificate = /missing\nwrong = 1\n");
        StringWriter output = new StringWriter();

        assertThat(new DownCommand(new PrintWriter(output)).stop(Home.of(folder, Map.of())))
                .isZero();
        assertThat(output).hasToString("Holdfast is stopped." + System.lineSeparator());
    }
}
