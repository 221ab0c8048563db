package dev.holdfast.sim;

import java.io.PrintWriter;
import java.util.function.IntConsumer;

/** Shows how many chips of a batch are made: as a bar on a terminal, as lines elsewhere. */
public final class ChipBar {
    private static final int WIDTH = 40;
    /** Number of chips between two lines, without a terminal. */
    private static final int STEP = 1000;

    private ChipBar() {}

    /** Returns a receiver of the number of finished chips. */
    public static IntConsumer of(PrintWriter out, int all) {
        return of(out, all, Progress.isTerminal());
    }

    static IntConsumer of(PrintWriter out, int all, boolean terminal) {
        return terminal ? made -> bar(out, made, all) : made -> line(out, made, all);
    }

    private static void bar(PrintWriter out, int made, int all) {
        int full = (int) ((long) WIDTH * made / all);
        // Returns to the start of the line. The last bar stays.
        out.print("\r%s%s  %d of %d chips".formatted("█".repeat(full), "░".repeat(WIDTH - full), made, all));
        out.print(made < all ? "" : System.lineSeparator());
        out.flush();
    }

    private static void line(PrintWriter out, int made, int all) {
        if (made % STEP == 0 && made < all) {
            out.println(made + " of " + all + " chips made.");
            out.flush();
        }
    }
}
