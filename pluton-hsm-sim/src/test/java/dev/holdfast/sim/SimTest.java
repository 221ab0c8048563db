package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.SmallGateway;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the commands of the simulator. */
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
            assertThat(directory.resolve("manufacturers")).isDirectoryContaining("glob:**sim-silicon-os.pem");
            assertThat(directory.resolve("endorsements.jws")).isNotEmptyFile();
            assertThat(Files.readAllLines(directory.resolve("devices.txt")))
                    .hasSize(2)
                    .allMatch(line -> line.matches("[0-9a-f]{128}"));
            out.getBuffer().setLength(0);

            int code = sim(
                    "run",
                    "--chips",
                    directory.resolve("chips").toString(),
                    "--gateway",
                    gateway.uri().toString(),
                    "--gateway-ca",
                    rootFile().toString(),
                    "--for",
                    "PT180S",
                    "--until-met",
                    "--scenario",
                    brisk("at-least: 100 %").toString(),
                    "--status-every",
                    "PT0.1S",
                    "--json");

            assertThat(code).isZero();
            JsonNode result = new ObjectMapper().readTree(out.toString());
            assertThat(result.get("met").asBoolean()).isTrue();
            assertThat(result.get("seed").asLong()).isEqualTo(1);
            assertThat(result.get("expectations").findValuesAsText("expectation"))
                    .containsExactly("at least 100 % trusted");
            assertThat(result.get("devices").findValuesAsText("state")).containsExactly("TRUSTED", "TRUSTED");
            assertThat(result.get("states").get("TRUSTED").asInt()).isEqualTo(2);
            assertThat(err.toString()).contains(", runs for at most 180 s: ").contains("2 devices: 2 trusted");
        } finally {
            gateway.stop();
        }
    }

    @Test
    void an_attached_chip_signs_a_claim_challenge() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        String id = Files.readAllLines(directory.resolve("devices.txt")).getFirst();
        String chip;
        try (Stream<Path> chips = Files.list(directory.resolve("chips"))) {
            chip = chips.findFirst().orElseThrow().toString();
        }
        out.getBuffer().setLength(0);

        assertThat(sim("prove", "--chip", chip, "--challenge", "ab".repeat(32))).isZero();

        Evidence evidence =
                EvidenceFormat.verify(Blob.parse(out.toString().strip()).bytes());
        assertThat(evidence.device().text()).isEqualTo(id);
        assertThat(evidence.nonce().hex()).isEqualTo("ab".repeat(32));
        assertThat(sim("prove", "--chip", chip, "--challenge", "abc")).isEqualTo(2);

        // The name of the folder is shorter than the ID.
        String none = directory.resolve("chips").resolve(id).toString();
        assertThat(sim("prove", "--chip", none, "--challenge", "ab".repeat(32))).isEqualTo(3);
        assertThat(err.toString()).contains("There is no chip in " + none);
    }

    @Test
    void an_invalid_capability_file_is_refused_with_the_reason() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        String chip;
        try (Stream<Path> chips = Files.list(directory.resolve("chips"))) {
            chip = chips.findFirst().orElseThrow().toString();
        }
        Path file = Files.write(directory.resolve("a.cap"), new byte[404]);
        Path long1025 = Files.write(directory.resolve("long.cap"), new byte[1025]);

        assertThat(sim("capability", "--chip", chip, "--file", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("refuses the file");
        assertThat(sim("capability", "--chip", chip, "--file", long1025.toString()))
                .isEqualTo(1);
        assertThat(sim(
                        "capability",
                        "--chip",
                        chip,
                        "--file",
                        directory.resolve("none").toString()))
                .isEqualTo(3);
    }

    @Test
    void an_unmet_expectation_sets_the_exit_code() throws Exception {
        SmallGateway gateway = new SmallGateway(INSTALLATION);
        try {
            assertThat(manufacture("2", "smoke")).isZero();

            int code = sim(
                    "run",
                    "--chips",
                    directory.resolve("chips").toString(),
                    "--gateway",
                    gateway.uri().toString(),
                    "--gateway-ca",
                    rootFile().toString(),
                    "--devices",
                    "1",
                    "--for",
                    "PT0.1S",
                    "--scenario",
                    brisk("at-least: 2").toString());

            assertThat(code).isEqualTo(1);
            assertThat(out.toString()).contains("1 device:").contains("not met: at least 2 trusted (");
        } finally {
            gateway.stop();
        }
    }

    @Test
    void a_chip_is_checked_before_it_ships() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        Path chip = directory
                .resolve("chips")
                .resolve(Files.readString(directory.resolve("devices.txt")).substring(0, 32));
        String stranger = "11111111-2222-3333-4444-555555555555";

        assertThat(sim("ready", chip.toString())).isZero();
        assertThat(out.toString()).contains("Ready to ship.").contains("ok      capabilities         none");
        out.getBuffer().setLength(0);
        assertThat(sim("ready", chip.toString(), "--os", "26.10", "--image", stranger, "--json"))
                .isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("ready").asBoolean()).isFalse();
        assertThat(report.get("checks").findValuesAsText("name"))
                .containsExactly(
                        "boots",
                        "manufacturing-state",
                        "debug-state",
                        "capabilities",
                        "os-version",
                        "images",
                        "digests",
                        "rf-test-server",
                        "networks");
        assertThat(report.get("checks").findValuesAsText("passed"))
                .containsExactly("true", "true", "true", "true", "false", "false", "true", "true", "true");
        assertThat(report.get("checks").get(5).get("found").asText()).contains(stranger);
        assertThat(sim("ready", chip.toString(), "--os", "yesterday")).isEqualTo(2);
        assertThat(sim("ready", directory.resolve("nothing").toString())).isEqualTo(3);
    }

    @Test
    void a_chip_whose_kernel_is_forged_is_not_ready_to_ship() throws Exception {
        assertThat(manufacture("2", "demo")).isZero();
        Matcher forged = Pattern.compile("tampered-component: ([0-9a-f]{32})").matcher(out.toString());
        assertThat(forged.find()).isTrue();
        out.getBuffer().setLength(0);

        assertThat(sim(
                        "ready",
                        directory.resolve("chips").resolve(forged.group(1)).toString()))
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("ok      images ", "NOT OK  digests ", "others: [NormalWorldKernel ")
                .endsWith("Not ready to ship.\n");
    }

    @Test
    void a_release_of_a_missing_manufacturer_is_refused_and_makes_none() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        Path elsewhere = directory.resolve("tpyo");

        assertThat(sim("release", "--directory", elsewhere.toString(), "--os", "26.10"))
                .isEqualTo(3);
        assertThat(err.toString())
                .contains("There is no manufacturer sim-silicon in " + elsewhere, "'./holdfast sim manufacture'");
        assertThat(elsewhere).doesNotExist();
        assertThat(sim("release", "--directory", directory.toString(), "--os", "26.10", "--manufacturer", "other"))
                .isEqualTo(3);
        assertThat(directory.resolve("factory/other.key")).doesNotExist();
    }

    @Test
    void an_invalid_catalog_name_is_refused_and_nothing_is_made() throws Exception {
        for (String wrong : List.of("", " ", "../contoso", "contoso\n", "a".repeat(51))) {
            err.getBuffer().setLength(0);
            assertThat(manufacture("1", "smoke", "--catalog", wrong)).as(wrong).isEqualTo(2);
            assertThat(err.toString())
                    .contains("A catalog's name has 1 to 50 letters")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("factory")).doesNotExist();
        assertThat(manufacture("1", "smoke", "--catalog", "a".repeat(50))).isZero();
    }

    @Test
    void an_invalid_chip_profile_is_refused_without_quoting_it() throws Exception {
        Path file = directory.resolve("passwd");
        for (String content : List.of(
                "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/sbin/nologin\n",
                "root:x:0:0:root:/root:/bin/bash\nevidence: pluton\n",
                "# root\n- root\n- daemon\n",
                "root: [daemon\n",
                "\"root\"\n")) {
            Files.writeString(file, content);
            err.getBuffer().setLength(0);

            assertThat(manufacture("1", "smoke", "--chip", file.toString()))
                    .as(content)
                    .isEqualTo(2);

            assertThat(err.toString().lines().findFirst().orElse(""))
                    .startsWith(file + " is not a chip profile: line ")
                    .endsWith("Use YAML like the shipped chip profiles.");
            assertThat(err.toString()).doesNotContain("root", "daemon", "jackson", "Profile");
        }
        assertThat(directory.resolve("factory")).doesNotExist();
    }

    @Test
    void a_release_is_written_as_files_with_new_keys_and_without() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        out.getBuffer().setLength(0);

        assertThat(sim("release", "--directory", directory.toString(), "--os", "26.10"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(13);
        assertThat(sim(
                        "release",
                        "--directory",
                        directory.toString(),
                        "--os",
                        "26.11",
                        "--trust",
                        trustFile(INSTALLATION.withNewKeystore()).toString()))
                .isZero();

        assertThat(directory.resolve("releases/26.11"))
                .isDirectoryContaining("glob:**01-base-manifest.imagepackage")
                .isDirectoryContaining("glob:**02-trusted-keystore.imagepackage")
                .isDirectoryContaining("glob:**16-rngd.imagepackage");
        assertThat(sim("release", "--directory", directory.toString(), "--os", "soon"))
                .isEqualTo(2);
        assertThat(sim(
                        "release",
                        "--directory",
                        directory.toString(),
                        "--os",
                        "26.10",
                        "--trust",
                        rootFile().toString()))
                .isEqualTo(2);
    }

    @Test
    void a_release_is_not_written_among_the_images_of_another() throws Exception {
        assertThat(manufacture("1", "smoke")).isZero();
        assertThat(sim("release", "--directory", directory.toString(), "--os", "26.10"))
                .isZero();
        assertThat(sim("release", "--directory", directory.toString(), "--os", "26.10"))
                .as("the same once more")
                .isZero();

        assertThat(sim("release", "--directory", directory.toString(), "--os", "26.10", "--chip", "imx8"))
                .isEqualTo(3);
        assertThat(err.toString())
                .contains("holds images of another release, such as 01-1bl.imagepackage")
                .doesNotContain("\tat ");
        try (Stream<Path> images = Files.list(directory.resolve("releases/26.10"))) {
            assertThat(images).hasSize(13);
        }
    }

    @Test
    void the_chip_with_a_fault_is_printed() throws Exception {
        assertThat(manufacture("3", "demo")).isZero();

        assertThat(out.toString()).containsPattern("tampered-component: [0-9a-f]{128}");
    }

    @Test
    void errors_are_printed_without_a_stack_trace() throws Exception {
        assertThat(manufacture("3", "no-such-scenario")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no scenario or file 'no-such-scenario'")
                .doesNotContain("\tat ");
        assertThat(sim()).isEqualTo(2);
        assertThat(sim("run")).isEqualTo(2);
        assertThat(sim("run", "--help")).isZero();
        assertThat(out.toString()).contains("--gateway-ca");
    }

    @Test
    void invalid_numbers_are_refused_and_nothing_is_made() throws Exception {
        assertThat(manufacture("0", "smoke")).isEqualTo(2);
        assertThat(manufacture("-3", "smoke")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--devices must be at least 1, not -3.")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("factory")).doesNotExist();
        assertThat(directory.resolve("endorsements.jws")).doesNotExist();

        assertThat(manufacture("1", "smoke")).isZero();
        for (String wrong :
                List.of("--devices=0", "--for=PT0S", "--for=PT-1S", "--for=P99999999999999D", "--status-every=PT-5S")) {
            err.getBuffer().setLength(0);
            assertThat(runAgainst("https://localhost:1", wrong)).as(wrong).isEqualTo(2);
            assertThat(err.toString()).startsWith(wrong.substring(0, wrong.indexOf('=')) + " must be ");
        }
        assertThat(runAgainst("https://localhost:65536", "--for=PT1S")).isEqualTo(2);
    }

    /** Runs the chips against a gateway, with one more option. */
    private int runAgainst(String gateway, String option) throws Exception {
        return sim(
                "run",
                "--chips",
                directory.resolve("chips").toString(),
                "--gateway",
                gateway,
                "--gateway-ca",
                rootFile().toString(),
                option);
    }

    @Test
    void a_failed_run_has_its_own_exit_code() throws Exception {
        int code = sim(
                "run",
                "--chips",
                Files.createDirectories(directory.resolve("none")).toString(),
                "--gateway",
                "https://localhost:1",
                "--gateway-ca",
                rootFile().toString());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("There are no chips in").doesNotContain("\tat ");
    }

    @Test
    void an_application_is_packed_and_a_folder_without_a_manifest_is_refused() throws Exception {
        Path first = directory.resolve("1.imagepackage");
        Path second = directory.resolve("2.imagepackage");
        String sample = Path.of("../samples/hello/approot").toString();

        assertThat(sim("pack-application", "--input", sample, "--destination", first.toString()))
                .isZero();
        assertThat(sim("pack-application", "--input", sample, "--destination", second.toString()))
                .isZero();

        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(out.toString())
                .startsWith(ImagePackage.parse(Files.readAllBytes(first))
                        .metadata()
                        .image()
                        .toString());
        assertThat(sim("pack-application", "--input", directory.toString(), "--destination", first.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has no app_manifest.json");
    }

    @Test
    void the_scenarios_are_listed_with_their_description() {
        assertThat(sim("scenarios")).isZero();
        assertThat(out.toString()).contains("rolling-brownout: ").contains("expects at least 95 % trusted");
    }

    private int manufacture(String count, String scenario, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "manufacture",
                "--directory",
                directory.toString(),
                "--count",
                count,
                "--scenario",
                scenario,
                "--trust",
                trustFile(INSTALLATION).toString()));
        arguments.addAll(List.of(more));
        return sim(arguments.toArray(String[]::new));
    }

    /**
     * Writes a scenario of two devices that attest at once.
     *
     * @param expectation bound for the number of trusted devices, such as {@code at-least: 2}
     */
    private Path brisk(String expectation) throws Exception {
        return Files.writeString(directory.resolve("brisk.yaml"), """
                name: brisk
                description: For tests.
                watch-for: Nothing.
                devices: 2
                start-within: PT0.1S
                personas:
                  - name: brisk
                    poll-interval: PT0.5S
                    heartbeat-interval: PT1S
                    first-retry: PT0.1S
                    longest-retry: PT1S
                expect:
                  - state: trusted
                """ + "    " + expectation + "\n");
    }

    private Path trustFile(TestInstallation installation) throws Exception {
        return Files.writeString(directory.resolve("trust.json"), installation.trust());
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
