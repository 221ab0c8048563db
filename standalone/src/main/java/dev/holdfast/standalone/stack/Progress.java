package dev.holdfast.standalone.stack;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints progress lines with the seconds since the command began. Log lines also have the time. */
public final class Progress {
    private static final Pattern STAMP = Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ");
    private static final double MILLIS = 1e3;

    private final PrintWriter out;
    private final Clock clock;
    private final Instant begin;
    private final boolean stamped;

    private Progress(PrintWriter out, Clock clock, Instant begin, boolean stamped) {
        this.out = out;
        this.clock = clock;
        this.begin = begin;
        this.stamped = stamped;
    }

    /** Returns the progress of a command that began at {@code begin}, for a terminal. */
    public static Progress terminal(PrintWriter out, Clock clock, Instant begin) {
        return new Progress(out, clock, begin, false);
    }

    /** Returns the progress of a command that began at {@code begin}, for a log. Each line also has the time in UTC. */
    public static Progress log(PrintWriter out, Clock clock, Instant begin) {
        return new Progress(out, clock, begin, true);
    }

    /** Removes the time from complete lines of a log. */
    public static String unstamped(String lines) {
        return STAMP.matcher(lines).replaceAll("");
    }

    /** Prints a line. */
    public synchronized void say(String line) {
        Instant now = clock.instant();
        String stamp = stamped ? now.truncatedTo(ChronoUnit.SECONDS) + " " : "";
        out.print(String.format(
                Locale.ROOT,
                "%s%6.1f s  %s%n",
                stamp,
                Duration.between(begin, now).toMillis() / MILLIS,
                line));
        out.flush();
    }
}
