package dev.holdfast.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.Sim;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Tests wrong arguments of {@code ./holdfast sim}. */
class SimCommandTest {
    @Test
    void an_unknown_scenario_is_a_wrong_argument() {
        StringWriter errors = new StringWriter();
        PrintWriter to = new PrintWriter(errors);

        int code = Sim.commandLine(new SimCommand(to)).setErr(to).execute("--scenario=nosuch");

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("There is no scenario or file 'nosuch'");
    }
}
