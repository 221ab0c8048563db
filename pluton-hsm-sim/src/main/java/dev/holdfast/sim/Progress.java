package dev.holdfast.sim;

import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.Standing;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells people how a run is going. */
sealed interface Progress {
    /** Tells how it is now. */
    void show(Duration running, FleetStatus status, List<Verdict> verdicts);

    /** Chooses a table that is drawn anew in place on a terminal, and lines elsewhere. */
    static Progress to(PrintWriter out, boolean terminal) {
        return terminal ? new Table(out) : new Lines(out);
    }

    /** Returns whether someone looks at this process's output as it comes. */
    @SuppressWarnings("SystemConsoleNull") // from Java 25 on it is null again when there is no terminal
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** One line each time, and only when it says something new. */
    final class Lines implements Progress {
        private final PrintWriter out;
        private String said = "";

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void show(Duration running, FleetStatus status, List<Verdict> verdicts) {
            String line = status.line();
            if (!line.equals(said)) {
                out.println(line);
                out.flush();
                said = line;
            }
        }
    }

    /** A table: standings with bars, expectations, and what goes wrong. */
    final class Table implements Progress {
        private static final int BAR = 40;
        private static final int MAX_ERRORS = 3;
        private static final int MAX_WIDTH = 110;

        private final PrintWriter out;
        private int drawn;

        Table(PrintWriter out) {
            this.out = out;
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
            for (Standing standing : Standing.values()) {
                int count = status.count(standing);
                lines.add("  %-10s %7d %s".formatted(standing.name().toLowerCase(Locale.ROOT), count, "█".repeat((int)
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
            status.devices().stream()
                    .filter(device -> device.lastError().isPresent())
                    .limit(MAX_ERRORS)
                    .forEach(device -> lines.add(error(device)));
            draw(lines);
        }

        private static String error(AgentStatus device) {
            return "  ! " + device.device().shortText() + " "
                    + device.lastError().orElse("");
        }

        private void draw(List<String> lines) {
            if (drawn > 0) {
                out.print("\u001b[" + drawn + "F\u001b[J");
            }
            lines.forEach(line -> out.println(line.length() > MAX_WIDTH ? line.substring(0, MAX_WIDTH) : line));
            out.flush();
            drawn = lines.size();
        }
    }
}
