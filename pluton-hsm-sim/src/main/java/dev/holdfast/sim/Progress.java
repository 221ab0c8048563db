package dev.holdfast.sim;

import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows the progress of a run. */
sealed interface Progress {
    /**
     * Shows the current state.
     *
     * @param running time since the start of the fleet
     */
    void show(Duration running, FleetStatus status, List<Verdict> verdicts);

    /** Returns whether the output can still be written. A closed pipe cannot. */
    boolean hasReader();

    /** Returns a table that updates in place on a terminal, and lines elsewhere. */
    static Progress to(PrintWriter out, boolean terminal) {
        return terminal ? new Table(out) : new Lines(out);
    }

    /** Returns whether standard output is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // since Java 25, null without a terminal
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Prints a line whenever the status changed, and one for each expectation that is met now or is no longer met. */
    final class Lines implements Progress {
        private final PrintWriter out;
        private final Set<String> met = new HashSet<>();
        private String previous = "";

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public boolean hasReader() {
            return !out.checkError();
        }

        @Override
        public void show(Duration running, FleetStatus status, List<Verdict> verdicts) {
            String line = status.line();
            if (!line.equals(previous)) {
                out.println(line);
                previous = line;
            }
            verdicts.forEach(this::showChange);
            out.flush();
        }

        private void showChange(Verdict verdict) {
            boolean changed = verdict.met() ? met.add(verdict.expectation()) : met.remove(verdict.expectation());
            if (changed) {
                out.println("  " + (verdict.met() ? "met: " : "no longer met: ") + verdict.expectation());
            }
        }
    }

    /** A table of states, expectations and errors. */
    final class Table implements Progress {
        private static final int BAR = 40;
        private static final int MAX_ERRORS = 3;
        /** Disables line wrapping: each line must take one row, because the table is redrawn in place. */
        private static final String NO_WRAP = "\u001b[?7l";

        private static final String WRAP = "\u001b[?7h";

        private final PrintWriter out;
        /** Number of rows of the last table. */
        private int drawn;

        Table(PrintWriter out) {
            this.out = out;
        }

        @Override
        public boolean hasReader() {
            return !out.checkError();
        }

        @Override
        public void show(Duration running, FleetStatus status, List<Verdict> verdicts) {
            List<String> lines = new ArrayList<>();
            lines.add("%02d:%02d  %d devices, %d on the shelf"
                    .formatted(
                            running.toMinutes(),
                            running.toSecondsPart(),
                            status.devices().size(),
                            status.onShelf()));
            for (DeviceState state : DeviceState.values()) {
                int count = status.count(state);
                lines.add("  %-10s %7d %s".formatted(state.name().toLowerCase(Locale.ROOT), count, "█".repeat((int)
                                Math.ceil(
                                        (double) BAR * count / status.devices().size()))));
            }
            lines.add("  attestations %d · polls %d · updates %d · reports %d"
                    .formatted(
                            status.attestations(),
                            status.polls(),
                            status.updatesInstalled(),
                            status.reportsAcknowledged()));
            for (Verdict verdict : verdicts) {
                lines.add("  %s %s: %d".formatted(verdict.met() ? "✓" : "·", verdict.expectation(), verdict.devices()));
            }
            status.errors(MAX_ERRORS).forEach((error, devices) -> lines.add("  ! " + devices + " × " + error));
            draw(lines);
        }

        private void draw(List<String> lines) {
            if (drawn > 0) {
                // Moves the cursor to the first row of the last table and clears the screen from there.
                out.print("\u001b[" + drawn + "F\u001b[J");
            }
            out.print(NO_WRAP);
            lines.forEach(out::println);
            out.print(WRAP);
            out.flush();
            drawn = lines.size();
        }
    }
}
