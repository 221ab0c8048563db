package dev.holdfast.standalone.stack;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lines for the person who waits, each with the seconds since the command was given; in a log also with the time. */
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

    /**
     * For a terminal.
     *
     * @param out where lines go
     * @param clock tells the time
     * @param begin when the command was given
     */
    public static Progress terminal(PrintWriter out, Clock clock, Instant begin) {
        return new Progress(out, clock, begin, false);
    }

    /**
     * For a log, each line of which begins with the time, in UTC.
     *
     * @param out where lines go
     * @param clock tells the time
     * @param begin when the command was given
     */
    public static Progress log(PrintWriter out, Clock clock, Instant begin) {
        return new Progress(out, clock, begin, true);
    }

    /**
     * Turns lines of a log into lines for a terminal.
     *
     * @param lines whole lines
     */
    public static String unstamped(String lines) {
        return STAMP.matcher(lines).replaceAll("");
    }

    /**
     * Says something.
     *
     * @param line one line
     */
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
