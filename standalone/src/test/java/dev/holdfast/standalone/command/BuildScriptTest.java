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
@Timeout(180)
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

        Process first = start("build");
        while (!Files.exists(project.resolve("count"))) {
            Thread.onSpinWait();
        }
        Process second = start("build");
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

        Process build = start("build");
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(build.waitFor()).as(output).isEqualTo(130);
        assertThat(output).contains("Stopped while building").doesNotContain("failed");
    }

    @Test
    void a_build_before_a_command_leaves_its_output_alone() throws IOException, InterruptedException {
        maven("touch built");

        Process build = start("need_jdk() { :; }; run_sim() { echo devices; }; main sim 2>errors");

        assertThat(build.inputReader().readAllAsString()).isEqualTo("devices\nstatus 0\n");
        assertThat(project.resolve("errors")).content().contains("building");
        assertThat(project.resolve("built")).exists();
    }

    @Test
    void a_command_replaces_no_jars_that_a_process_uses() throws IOException, InterruptedException {
        Files.createFile(project.resolve("built"));
        maven("echo built >>count");

        // The name of the jar is in the command line, as in that of a supervisor.
        Process build = start("""
                (exec -a "java -cp $JAR" sleep 60) &
                until jar_user; do sleep 0.05; done
                need_jdk() { :; }
                before_build() { :; }
                run_holdfast() { echo "run $1"; }
                (main up) || echo "refused up, $!"
                main restore
                mkdir -p "$HOME_DIR/run"
                echo $! >"$HOME_DIR/run/supervisor.pid"
                main up
                echo ended
                kill $!; wait $! || true
                main up""");

        String output = build.inputReader().readAllAsString();
        String user = output.lines().findFirst().orElseThrow();
        assertThat(output)
                .containsSubsequence(
                        "process " + user + " uses the earlier build. Stop this process",
                        "refused up, " + user,
                        "using the earlier build, because process " + user,
                        "run restore",
                        "using the earlier build, because process " + user,
                        "run up",
                        "ended",
                        "building",
                        "run up",
                        "status 0");
        assertThat(project.resolve("count")).hasContent("built");
    }

    /** Writes the fake Maven: a shell script with these commands. */
    private void maven(String body) throws IOException {
        Path file = Files.writeString(project.resolve("mvnw"), "#!/bin/bash\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Calls functions of the script. Fake functions replace its checks. The file {@code built} marks a finished build. */
    private Process start(String calls) throws IOException {
        String commands = """
                . '%s'; ROOT='%s'; BUILD_DIR="$ROOT/.holdfast"; HOME_DIR="$BUILD_DIR"; JAR="$ROOT/holdfast.jar"; cd "$ROOT"; echo $$ >"$ROOT/script.pid"
                sources_sum() { echo 1; }
                need_space() { mkdir -p "$BUILD_DIR"; }
                need_unzip() { :; }
                is_built() { [ -e "$ROOT/built" ]; }
                %s
                echo "status $?"
                """.formatted(SCRIPT, project, calls);
        // The process that runs this test may ignore SIGINT. A shell inherits the ignored signal and cannot restore it.
        // The program env can.
        return new ProcessBuilder("env", "--default-signal=INT", "bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
    }
}
