package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.scenario.Fault;
import dev.holdfast.sim.scenario.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void chips_are_made_and_run_from_the_command_line() throws Exception {
        SmallGateway gateway = new SmallGateway(INSTALLATION);
        try {
            assertThat(manufacture("2", "smoke")).isZero();
            assertThat(directory.resolve("makers")).isDirectoryContaining("glob:**sim-silicon-os.pem");
            assertThat(directory.resolve("endorsements.jws")).isNotEmptyFile();
            assertThat(Files.readAllLines(directory.resolve("devices.txt")))
                    .hasSize(2)
                    .allMatch(line -> line.matches("[0-9a-f]{128}"));

            int code = sim(
                    "run",
                    "--chips",
                    directory.resolve("chips").toString(),
                    "--gateway",
                    gateway.uri().toString(),
                    "--gateway-ca",
                    rootFile().toString(),
                    "--for",
                    "PT15S",
                    "--scenario",
                    brisk().toString(),
                    "--status-every",
                    "PT1S",
                    "--json");

            assertThat(code).isZero();
            List<String> lines =
                    out.toString().lines().filter(line -> line.startsWith("{")).toList();
            JsonNode last = new ObjectMapper().readTree(lines.getLast());
            assertThat(last.get("devices")).hasSize(2);
            assertThat(last.get("devices").findValuesAsText("standing")).containsOnly("OFF");
            assertThat(last.get("devices").findValuesAsText("attestations"))
                    .anyMatch(count -> Long.parseLong(count) > 0);
        } finally {
            gateway.stop();
        }
    }

    @Test
    void the_chip_with_a_fault_is_named() throws Exception {
        assertThat(manufacture("3", "demo")).isZero();

        assertThat(out.toString()).containsPattern("TAMPERED_KERNEL: [0-9a-f]{128}");
    }

    @Test
    void mistakes_are_said_in_a_sentence_without_a_stack_trace() throws Exception {
        assertThat(manufacture("3", "no-such-scenario")).isEqualTo(1);
        assertThat(err.toString())
                .contains("There is no scenario or file 'no-such-scenario'")
                .doesNotContain("\tat ");
        assertThat(sim()).isEqualTo(2);
        assertThat(sim("run")).isEqualTo(2);
        assertThat(sim("run", "--help")).isZero();
        assertThat(out.toString()).contains("--gateway-ca");
    }

    @Test
    void every_scenario_that_comes_along_is_well_formed_and_hits_whom_it_says() {
        for (String name : Scenario.SHIPPED) {
            assertThat(Scenario.named(name).name()).isEqualTo(name);
        }
        Scenario demo = Scenario.named("demo");
        assertThat(demo.faultOf(24, 25)).contains(Fault.TAMPERED_KERNEL);
        assertThat(demo.faultOf(23, 25)).isEmpty();
        assertThat(demo.faultOf(0, 1)).contains(Fault.TAMPERED_KERNEL);
    }

    private int manufacture(String count, String scenario) throws Exception {
        return sim(
                "manufacture",
                "--directory",
                directory.toString(),
                "--count",
                count,
                "--scenario",
                scenario,
                "--image-key",
                INSTALLATION.keys().imageKey().hex(),
                "--result-key",
                INSTALLATION.keys().resultKey().hex(),
                "--root-certificate",
                rootFile().toString());
    }

    private Path brisk() throws Exception {
        return Files.writeString(directory.resolve("brisk.yaml"), """
                name: brisk
                description: For tests.
                devices: 2
                start-within: PT0.1S
                poll-interval: PT0.5S
                heartbeat-interval: PT1S
                first-retry: PT0.1S
                longest-retry: PT1S
                faults: []
                """);
    }

    private Path rootFile() throws Exception {
        return Files.writeString(directory.resolve("root.pem"), INSTALLATION.rootPem());
    }

    private int sim(String... arguments) {
        CommandLine commandLine = Sim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
