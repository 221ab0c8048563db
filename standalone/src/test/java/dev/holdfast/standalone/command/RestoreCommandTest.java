package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.Holdfast;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./holdfast restore} as a process that reads the backup from a pipe, and {@code up} beside it. */
@Timeout(180)
class RestoreCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_is_locked_while_a_backup_is_restored_into_it() throws IOException, InterruptedException {
        Path backup = folder.resolve("backup");
        assertThat(new ProcessBuilder("mkfifo", backup.toString()).start().waitFor())
                .isZero();
        Home home = Home.of(folder, Map.of());

        Process restore = holdfast("restore", backup.toString());
        // Opens as soon as the process reads.
        try (OutputStream pipe = Files.newOutputStream(backup)) {
            assertThat(RunLock.take(home)).isEmpty();
            Process up = holdfast("up", "--empty");
            assertThat(up.inputReader().readAllAsString())
                    .contains("A restore is running in " + home.directory())
                    .doesNotContain("already running");
            assertThat(up.waitFor()).isEqualTo(1);
            pipe.write("not a backup".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(restore.inputReader().readAllAsString()).contains("is not a backup of Holdfast");
        assertThat(restore.waitFor()).isEqualTo(1);

        try (RunLock _ = RunLock.take(home).orElseThrow()) {
            Process second = holdfast("restore", backup.toString());
            assertThat(second.inputReader().readAllAsString()).contains("is running in " + home.directory());
            assertThat(second.waitFor()).isEqualTo(1);
        }
    }

    private Process holdfast(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holdfast.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOLDFAST_HOME", folder.resolve(".holdfast").toString());
        return builder.start();
    }
}
