package dev.holdfast.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that fuzzing does not start from nothing. CONTRIBUTING.md describes how to fuzz. */
class FuzzTargetsTest {
    private static final Path PROJECT = Path.of("..");
    private static final List<String> MODULES =
            List.of("backend/formats", "backend/contract", "policies", "pluton-hsm-sim", "backend", "device-gateway");
    private static final Pattern TARGET =
            Pattern.compile("(?<source>@MethodSource\\(\"\\w+\"\\)\\s+)?@FuzzTest\\(.*\\)\\s+void (?<method>\\w+)\\(");

    @Test
    void every_fuzz_target_has_inputs_to_start_from() throws IOException {
        int targets = 0;
        for (String module : MODULES) {
            for (Path file : fuzzTests(PROJECT.resolve(module).resolve("src/test/java"))) {
                Path inputs =
                        Path.of(file.toString().replace("/java/", "/resources/").replace(".java", "Inputs"));
                for (MatchResult target :
                        TARGET.matcher(Files.readString(file)).results().toList()) {
                    targets++;
                    if (target.group("source") == null) {
                        assertThat(inputs.resolve(target.group("method"))).isNotEmptyDirectory();
                    }
                }
            }
        }
        assertThat(targets).isGreaterThan(40);
    }

    private static List<Path> fuzzTests(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith("FuzzTest.java"))
                    .toList();
        }
    }
}
