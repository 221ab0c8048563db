package dev.holdfast.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the project's documents name existing tests and link to existing files. */
class ThreatModelTest {
    private static final Path PROJECT = Path.of("..");
    private static final List<String> MODULES = List.of(
            "backend/formats",
            "backend/contract",
            "backend/contract-check",
            "backend/connections",
            "policies",
            "pluton-hsm-sim",
            "backend",
            "device-gateway",
            "ui",
            "standalone");
    private static final Pattern NAMED = Pattern.compile("`(?<type>[A-Z][A-Za-z0-9]*(?:Test|IT))\\.(?<method>\\w+)`");
    private static final Pattern METHOD = Pattern.compile("\\b(?:void|ArchRule|Stream<\\w+>) (?<name>[a-z]\\w+)");
    private static final Pattern LINK = Pattern.compile("]\\((?<target>(?!https?:)[^)#]+)");

    @Test
    void every_test_that_the_threat_model_names_exists() throws IOException {
        Set<String> tests = tests();
        List<String> named = NAMED.matcher(Files.readString(PROJECT.resolve("docs/threat-model.md")))
                .results()
                .map(match -> match.group("type") + "." + match.group("method"))
                .toList();

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(tests);
    }

    @Test
    void every_link_between_documents_leads_somewhere() throws IOException {
        List<Path> documents = Stream.of(".", "docs", "docs/decisions", "k8s", "policies")
                .map(PROJECT::resolve)
                .flatMap(ThreatModelTest::list)
                .filter(file -> file.toString().endsWith(".md"))
                .toList();

        assertThat(documents)
                .isNotEmpty()
                .allSatisfy(document -> assertThat(LINK.matcher(Files.readString(document))
                                .results()
                                .map(match -> document.resolveSibling(match.group("target"))))
                        .allSatisfy(target -> assertThat(target).exists()));
    }

    private static Set<String> tests() {
        return MODULES.stream()
                .map(module -> PROJECT.resolve(module).resolve("src/test/java"))
                .filter(Files::isDirectory)
                .flatMap(ThreatModelTest::walk)
                .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                .flatMap(ThreatModelTest::methods)
                .collect(Collectors.toSet());
    }

    private static Stream<String> methods(Path file) {
        String type = file.getFileName().toString().replace(".java", "");
        try {
            return METHOD.matcher(Files.readString(file)).results().map(match -> type + "." + match.group("name"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
