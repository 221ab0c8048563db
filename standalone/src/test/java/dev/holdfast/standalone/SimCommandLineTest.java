package dev.holdfast.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests {@code ./holdfast sim} and its subcommands without an installation. */
class SimCommandLineTest {
    private static final int WRONG_ARGUMENTS = 2;
    private static final int FAILED = 3;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_lists_the_subcommands_and_the_exit_codes() {
        assertThat(holdfast("sim", "--help")).isZero();

        assertThat(out.toString())
                .contains(
                        "Usage: ./holdfast sim ",
                        "--scenario=NAME|FILE",
                        "Exit codes:",
                        "This applies to all catalogs",
                        "130")
                .contains(subcommands().toList());
    }

    @ParameterizedTest
    @MethodSource("subcommands")
    void each_subcommand_has_its_own_help(String subcommand) {
        assertThat(holdfast("sim", subcommand, "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: ./holdfast sim " + subcommand + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --group|a/b|--group has 1 to 50 letters, digits and spaces, not 'a/b'.
            --batch|../x|--batch has 1 to 50 letters
            --catalog|Contoso Ltd|--catalog has 1 to 50 letters
            --product|X|--product has 3 to 50 letters
            --devices|1001|--devices must be from 1 to 1000
            --for|PT0S|--for must be above PT0S
            """)
    void wrong_arguments_are_refused_before_anything_else(String option, String value, String message) {
        assertThat(holdfast("sim", option, value)).isEqualTo(WRONG_ARGUMENTS);

        assertThat(err.toString()).contains(message, "Try './holdfast sim --help'.");
    }

    @Test
    void a_subcommand_that_fails_has_the_exit_code_of_sim() {
        assertThat(holdfast("sim", "ready", "no-such-chip")).isEqualTo(FAILED);
        assertThat(holdfast("sim", "run")).isEqualTo(WRONG_ARGUMENTS);

        assertThat(err.toString()).contains("Try './holdfast sim run --help'.");
    }

    @Test
    void the_completion_script_is_valid_and_knows_the_subcommands() throws Exception {
        assertThat(holdfast("sim", "completion")).isZero();

        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var script = bash.outputWriter(StandardCharsets.UTF_8)) {
            script.write(out.toString());
        }
        assertThat(bash.inputReader().lines()).isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(out.toString()).contains(subcommands().toList()).contains("verify-audit");
    }

    private static Stream<String> subcommands() {
        return List.of(
                "capability",
                "completion",
                "manufacture",
                "pack-application",
                "prove",
                "ready",
                "release",
                "run",
                "scenarios")
                .stream();
    }

    private int holdfast(String... arguments) {
        return Holdfast.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
