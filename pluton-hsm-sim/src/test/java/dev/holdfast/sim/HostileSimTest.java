package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests wrong arguments and missing resources on the command line of the simulator. */
class HostileSimTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --for|-PT5S|--for must be above PT0S and at most PT876000H, not PT-5S.
            --for|soon|'soon' is not a duration such as PT15S
            --status-every|PT0S|--status-every must be above PT0S
            --devices|0|--devices must be at least 1, not 0.
            --devices|many|'many' is not an int
            --speed|NaN|the speed must be above 0
            --speed|-1|the speed must be above 0
            --gateway|:::|':::' is not an address such as https://localhost:8443
            --gateway|http://localhost:1|https://host:port
            --scenario|nowhere.yaml|There is no scenario or file 'nowhere.yaml'
            --frobnicate|1|'--frobnicate'
            """)
    void a_wrong_argument_is_reported_as_text_and_as_json(String option, String value, String message)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "--json"));
        arguments.addAll(List.of("--chips", directory.toString(), "--gateway-ca", root().toString()));
        if (!"--gateway".equals(option)) {
            arguments.addAll(List.of("--gateway", "https://localhost:1"));
        }
        arguments.addAll(List.of(option, value));

        assertThat(sim(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(err.toString()).contains(message, "Try 'sim run --help'.").doesNotContain("\tat ");
        JsonNode only = new ObjectMapper().readTree(out.toString());
        assertThat(only.get("exitCode").asInt()).isEqualTo(2);
        assertThat(only.get("error").asText()).contains(message);
    }

    @Test
    void a_failure_is_reported_as_json() throws Exception {
        assertThat(sim(
                        "run",
                        "--json",
                        "--chips",
                        Files.createDirectory(directory.resolve("none")).toString(),
                        "--gateway",
                        "https://localhost:1",
                        "--gateway-ca",
                        root().toString()))
                .isEqualTo(3);

        JsonNode only = new ObjectMapper().readTree(out.toString());
        assertThat(only.get("exitCode").asInt()).isEqualTo(3);
        assertThat(only.get("error").asText()).contains("There are no chips in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000001", "2147483647"})
    void a_batch_has_at_most_a_million_chips(String count) throws Exception {
        assertThat(manufacture(count)).isEqualTo(2);

        assertThat(err.toString()).contains("a fleet has 1 to 1,000,000 devices");
        assertThat(directory.resolve("chips")).doesNotExist();
    }

    @Test
    void a_second_batch_gets_its_own_files_and_unlisted_chips_are_reported() throws Exception {
        assertThat(manufacture("2")).isZero();
        List<String> first = Files.readAllLines(directory.resolve("devices.txt"));
        String list = Files.readString(directory.resolve("endorsements.jws"));

        assertThat(manufacture("3")).isZero();

        assertThat(Files.readAllLines(directory.resolve("devices.txt"))).isEqualTo(first);
        assertThat(Files.readString(directory.resolve("endorsements.jws"))).isEqualTo(list);
        Set<String> all = new HashSet<>(first);
        all.addAll(Files.readAllLines(directory.resolve("devices-2.txt")));
        assertThat(all).hasSize(5);
        assertThat(directory.resolve("endorsements-2.jws")).isNotEmptyFile();
        assertThat(out.toString()).contains("Import endorsements-2.jws").doesNotContain("interrupted");

        Files.delete(directory.resolve("devices-2.txt"));
        Files.delete(directory.resolve("endorsements-2.jws"));
        assertThat(manufacture("1")).isZero();
        assertThat(out.toString()).contains("3 chips of an interrupted batch");
    }

    @Test
    void missing_file_descriptors_and_ports_are_reported_before_the_start() {
        // Numbers of devices, file descriptors and local ports. Linux has 28,232 local ports by default.
        assertThatCode(() -> Resources.check(19_000, 20_000, 28_232)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Resources.check(20_000, 20_000, 28_232))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("20,000 devices need 20,256 file descriptors")
                .hasMessageContaining("ulimit -n 20256");
        assertThatThrownBy(() -> Resources.check(30_000, 120_000, 28_232))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ip_local_port_range");
    }

    private int manufacture(String count) throws Exception {
        return sim(
                "manufacture", "--directory", directory.toString(), "--devices", count, "--trust", trust().toString());
    }

    private Path trust() throws IOException {
        return Files.writeString(directory.resolve("trust.json"), INSTALLATION.trust());
    }

    private Path root() throws IOException {
        return Files.writeString(directory.resolve("root.pem"), INSTALLATION.rootPem());
    }

    private int sim(String... arguments) {
        CommandLine commandLine = Sim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
