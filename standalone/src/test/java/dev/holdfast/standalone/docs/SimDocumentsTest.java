package dev.holdfast.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.standalone.Holdfast;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the documents name only commands and options of {@code ./holdfast sim} that exist. */
class SimDocumentsTest {
    private static final Path PROJECT = Path.of("..");
    /** A command in a code block or between backticks, with the lines that a backslash joins. */
    private static final Pattern COMMAND = Pattern.compile("\\./holdfast (?<arguments>sim(?:\\\\\\n|[^\\n`#|)])*)");

    @Test
    void every_sim_command_in_a_document_parses() throws IOException {
        List<String> commands = commands();

        assertThat(commands).hasSizeGreaterThan(10);
        assertThat(commands)
                .allSatisfy(command ->
                        assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException());
    }

    private static void parse(String command) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        List<String> words = new ArrayList<>(
                List.of(command.replace("\\\n", " ").replace("\"", "").strip().split("\\s+", -1)));
        if (words.size() == 2) {
            // Text names a command without its required options. Help needs none.
            words.add("--help");
        }
        var sim = Holdfast.commandLine(nowhere, nowhere)
                .parseArgs(words.toArray(String[]::new))
                .subcommand();
        // With --help, picocli ignores unknown words.
        boolean names = words.size() > 1
                && words.get(1).matches("[a-z-]+")
                && !words.get(1).startsWith("-");
        assertThat(sim.hasSubcommand()).isEqualTo(names);
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path document : documents()) {
            COMMAND.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group("arguments"))
                    .forEach(commands::add);
        }
        return commands;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(PROJECT.resolve("README.md"), PROJECT.resolve("CHANGELOG.md")));
        for (String folder : List.of("docs", "samples", "pluton-hsm-sim/README.md", "pluton-hsm-sim/docs")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }
}
