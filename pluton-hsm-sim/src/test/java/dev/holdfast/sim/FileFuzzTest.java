package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.disk.YamlException;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.sim.scenario.ScenarioException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz targets for files that people write, copy and pass to commands. CONTRIBUTING.md describes how to fuzz. */
class FileFuzzTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    /** Code under test that reads a file. */
    private interface Use {
        void with(Path file) throws IOException;
    }

    @MethodSource("profiles")
    @FuzzTest(maxDuration = "60s")
    void profile(byte[] text) {
        try {
            assertThat(Profiles.parse(new String(text, StandardCharsets.UTF_8)).boot())
                    .isNotEmpty();
        } catch (YamlException e) {
            assertThat(e.getMessage()).matches("(?s)line \\d+: .+");
        }
    }

    @MethodSource("scenarios")
    @FuzzTest(maxDuration = "60s")
    void scenario(byte[] text) {
        try {
            assertThat(Scenario.parse("here", new String(text, StandardCharsets.UTF_8))
                            .personas())
                    .isNotEmpty();
        } catch (ScenarioException e) {
            assertThat(e.getMessage()).matches("(?s)here, line \\d+: .+");
        }
    }

    @MethodSource("equipments")
    @FuzzTest(maxDuration = "60s")
    void equipment(byte[] text) throws IOException {
        refusedByName(text, file -> assertThat(Equipment.read(file).allowed()).hasSizeLessThanOrEqualTo(64));
    }

    @MethodSource("rosters")
    @FuzzTest(maxDuration = "60s")
    void roster(byte[] text) throws IOException {
        Path chips = Files.createTempDirectory("chips");
        Path roster = chips.resolveSibling(chips.getFileName() + ".roster");
        try {
            Files.write(roster, text);
            new ChipFolder(chips).devices();
        } catch (UnusableFileException e) {
            assertThat(e).hasMessageContaining(".roster");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("There are no chips");
        } finally {
            Files.delete(roster);
            Files.delete(chips);
        }
    }

    @MethodSource("keys")
    @FuzzTest(maxDuration = "60s")
    void keyOfAManufacturer(byte[] text) throws IOException {
        Path directory = Files.createTempDirectory("factory");
        try {
            Files.write(directory.resolve("manufacturer.key"), text);
            assertThat(Factory.open(directory, "manufacturer").publicKeys()).hasSize(2);
        } catch (UnusableFileException e) {
            assertThat(e).hasMessageContaining("manufacturer.key");
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @MethodSource("trusts")
    @FuzzTest(maxDuration = "60s")
    void trust(byte[] text) throws IOException {
        refusedByName(text, file -> assertThat(Arguments.trust(file)).isNotNull());
    }

    /** Passes the content as a file to code under test. If the code refuses the file, the message must have the path. */
    private static void refusedByName(byte[] content, Use use) throws IOException {
        Path file = Files.createTempFile("fuzzed", "");
        try {
            Files.write(file, content);
            use.with(file);
        } catch (UnusableFileException e) {
            assertThat(e).hasMessageContaining(file.toString()).message().endsWith(".");
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<byte[]> profiles() throws IOException {
        return Stream.of(utf8(Profiles.text("mt3620")), utf8("name: &a [*a]"), utf8("boot: null"));
    }

    static Stream<byte[]> scenarios() {
        return Stream.of(utf8("name: a\npersonas: [{name: b}]\nfaults: [{fault: clone, at: PT1S}]"));
    }

    static Stream<byte[]> equipments() {
        return Stream.of(utf8("""
                manufacturer: Acme
                model: Press 9
                serial-number: P9-00017
                firmware: "1.4"
                allowed: [{host: broker.example, port: 8883, transport: tcp}]
                """));
    }

    static Stream<byte[]> rosters() {
        return Stream.of(utf8("ab".repeat(64) + "\n"));
    }

    static Stream<byte[]> keys() throws IOException {
        Path directory = Files.createTempDirectory("factory");
        Factory.open(directory, "manufacturer");
        byte[] key = Files.readAllBytes(directory.resolve("manufacturer.key"));
        for (String file : List.of("manufacturer.key", "manufacturer-os.key", "manufacturer-developer.key")) {
            Files.delete(directory.resolve(file));
        }
        Files.delete(directory);
        return Stream.of(key, utf8("-----BEGIN PRIVATE KEY-----\n=\n-----END PRIVATE KEY-----\n"));
    }

    static Stream<byte[]> trusts() {
        String whole = INSTALLATION.trust();
        return Stream.of(utf8(whole), utf8(whole.replace("BEGIN", "")), utf8("{\"setKeys\":[]}"), utf8("[["));
    }
}
