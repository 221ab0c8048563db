package dev.holdfast.standalone.stack;

import java.io.PrintWriter;
import java.util.Locale;

/** Lines for the person who waits, each with the seconds since the start. */
public final class Progress {
    private final PrintWriter out;
    private final long begin;

    /**
     * @param out where lines go
     * @param begin when the start began, as {@link System#nanoTime}
     */
    public Progress(PrintWriter out, long begin) {
        this.out = out;
        this.begin = begin;
    }

    /**
     * Says something.
     *
     * @param line one line
     */
    public synchronized void say(String line) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
        out.flush();
    }
}
