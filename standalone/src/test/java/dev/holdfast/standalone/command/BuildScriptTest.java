package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests how {@code ./holdfast} builds, with a fake Maven. */
@Timeout(60)
class BuildScriptTest {
    private static final Path SCRIPT =
            Path.of("..", "holdfast").toAbsolutePath().normalize();

    @TempDir
    Path project;

    @Test
    void a_second_concurrent_build_waits_and_builds_nothing() throws IOException, InterruptedException {
        maven("""
                echo built >>count
                until [ -e go ]; do sleep 0.05; done
                touch built
                """);

        Process first = build();
        while (!Files.exists(project.resolve("count"))) {
            Thread.onSpinWait();
        }
        Process second = build();
        try (BufferedReader output = second.inputReader()) {
            assertThat(output.readLine()).contains("waiting for another ./holdfast that builds here");
            Files.createFile(project.resolve("go"));
            assertThat(output.readAllAsString()).isEqualTo("status 0\n");
        }

        assertThat(first.waitFor()).isZero();
        assertThat(project.resolve("count")).hasContent("built");
    }

    @Test
    void an_interrupted_build_is_reported_as_stopped() throws IOException, InterruptedException {
        // Like Ctrl-C in a terminal, this sends SIGINT to the script and to Maven.
        maven("""
                trap 'exit 130' INT
                kill -INT "$(cat script.pid)" $$
                sleep 5
                """);

        Process build = build();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(build.waitFor()).as(output).isEqualTo(130);
        assertThat(output).contains("Stopped while building").doesNotContain("failed");
    }

    /** Writes the fake Maven: a shell script with these commands. */
    private void maven(String body) throws IOException {
        Path file = Files.writeString(project.resolve("mvnw"), "#!/bin/bash\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Starts the build function of the script. Fake functions replace its checks. The file {@code built} marks a finished build. */
    private Process build() throws IOException {
        String commands = """
                . '%s'; ROOT='%s'; BUILD_DIR="$ROOT/.holdfast"; echo $$ >"$ROOT/script.pid"
                sources_sum() { echo 1; }
                need_space() { mkdir -p "$BUILD_DIR"; }
                need_unzip() { :; }
                is_built() { [ -e "$ROOT/built" ]; }
                build
                echo "status $?"
                """.formatted(SCRIPT, project);
        // The process that runs this test may ignore SIGINT. A shell inherits the ignored signal and cannot restore it.
        // The program env can.
        return new ProcessBuilder("env", "--default-signal=INT", "bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
    }
}
