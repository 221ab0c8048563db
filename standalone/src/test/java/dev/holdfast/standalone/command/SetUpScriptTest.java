package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests how {@code ./holdfast} installs programs and explains failed downloads, with a fake apt. */
@Timeout(180)
class SetUpScriptTest {
    private static final Path SCRIPT =
            Path.of("..", "holdfast").toAbsolutePath().normalize();

    @TempDir
    Path project;

    @BeforeEach
    void fake_programs() throws IOException {
        program("sudo", "[ \"$1\" != -n ] || shift; exec \"$@\"");
    }

    @Test
    void a_failing_package_source_does_not_prevent_the_installation() throws IOException, InterruptedException {
        program("apt-get", "[ $1 != update ] || exit 100; touch '%s'".formatted(project.resolve("installed")));

        assertThat(script("apt_install jdk openjdk-25-jdk-headless").status()).isZero();
        assertThat(project.resolve("installed")).exists();
    }

    @Test
    void a_failed_installation_names_the_log_and_its_last_error() throws IOException, InterruptedException {
        program("apt-get", "echo 'E: Unable to locate package openjdk-25-jdk-headless'; echo done; exit 100");

        Outcome outcome = script("find_jdk() { false; }; need_jdk");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("could not be installed", "E: Unable to locate package", project + "/.holdfast/logs/jdk.log");
    }

    @Test
    void an_untrusted_certificate_names_the_host_the_proxy_and_the_private_ca()
            throws IOException, InterruptedException {
        Path log = Files.writeString(project.resolve("build.log"), """
                [ERROR] Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): \
                PKIX path building failed: unable to find valid certification path to requested target
                """);

        Outcome outcome = script("explain_build '%s'".formatted(log));

        assertThat(outcome.output())
                .contains("https://repo.maven.apache.org", "proxy.example:3128", "private CA", "update-ca-certificates")
                .doesNotContain("secret");
    }

    @Test
    void advice_names_the_folder_of_the_installation() throws IOException, InterruptedException {
        assertThat(script("command_line up").output()).isEqualTo("./holdfast up");
        assertThat(script("HOLDFAST_HOME='/my data'; command_line up").output())
                .isEqualTo("HOLDFAST_HOME='/my data' ./holdfast up");
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(project.resolve(name), "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private record Outcome(int status, String output) {}

    /** Runs functions of the script in a folder with fake programs. */
    private Outcome script(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". '%s'; ROOT='%s'; BUILD_DIR=$ROOT/.holdfast; %s".formatted(SCRIPT, project, commands))
                .redirectErrorStream(true);
        builder.environment().remove("HOLDFAST_HOME");
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        project + ":" + System.getenv("PATH"),
                        "https_proxy",
                        "http://user:secret@proxy.example:3128"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
