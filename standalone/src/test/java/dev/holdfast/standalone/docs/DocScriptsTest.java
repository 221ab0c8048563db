package dev.holdfast.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.docs.DocScripts.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which blocks of the documentation are scripts. {@code DocScriptsIT} runs them. */
class DocScriptsTest {
    @Test
    void blocks_are_fenced_or_indented_after_a_blank_line() {
        List<String> page = """
                Run:

                    one \\
                        --more

                    two

                1. Step:

                        three
                   Text.

                ```yaml
                four: 4
                ```

                ```
                five
                ```
                """.lines().toList();

        assertThat(DocScripts.in("page", page))
                .containsExactly(
                        new Script("page", 3, "one \\\n    --more\n\ntwo"),
                        new Script("page", 10, "three"),
                        new Script("page", 18, "five"));
    }

    @Test
    void each_block_that_does_not_run_still_exists() {
        List<Script> all = DocScripts.all();

        assertThat(DocScripts.NOT_RUN)
                .allSatisfy(block -> assertThat(all.stream().filter(block::is).count())
                        .as(block.toString())
                        .isEqualTo(1));
    }

    @Test
    void every_script_that_runs_is_valid_shell() throws IOException, InterruptedException {
        List<Script> scripts = DocScripts.toRun();

        assertThat(scripts).hasSizeGreaterThan(10);
        for (Script script : scripts) {
            Process bash = new ProcessBuilder("bash", "-n", "-c", script.text())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.waitFor())
                    .as("%s:%d %s", script.page(), script.line(), output)
                    .isZero();
        }
    }
}
