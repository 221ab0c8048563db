package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Tests what a person sees while chips are made and while a fleet runs. */
class ProgressTest {
    private static final FleetStatus NO_DEVICES = new FleetStatus(List.of(), List.of(), 0);

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void a_terminal_shows_one_bar_that_ends_with_a_line_break() {
        IntConsumer bar = ChipBar.of(out, 4, true);
        bar.accept(2);
        bar.accept(4);

        assertThat(text.toString().split("\r", -1))
                .containsExactly(
                        "",
                        "█".repeat(20) + "░".repeat(20) + "  2 of 4 chips",
                        "█".repeat(40) + "  4 of 4 chips" + System.lineSeparator());
    }

    @Test
    void another_output_has_a_line_for_each_thousand_chips() {
        IntConsumer lines = ChipBar.of(out, 2000, false);
        for (int made = 1; made <= 2000; made++) {
            lines.accept(made);
        }

        assertThat(text.toString().lines()).containsExactly("1000 of 2000 chips made.");
    }

    @Test
    void another_output_says_once_that_an_expectation_is_met_and_that_it_is_no_longer_met() {
        Progress lines = Progress.to(out, false);
        for (boolean met : List.of(false, true, true, false)) {
            lines.show(Duration.ZERO, NO_DEVICES, List.of(new Verdict("all trusted", 0, met)));
        }

        assertThat(text.toString().lines().skip(1))
                .containsExactly("  met: all trusted", "  no longer met: all trusted");
    }
}
