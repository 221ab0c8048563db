package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Which installation a command is about.
 *
 * @param home its folders
 * @param settings its ports and sizes
 */
public record Context(Home home, Settings settings) {
    /** The system property with the checkout's folder; the current folder when absent. */
    static final String PROJECT = "holdfast.project";

    /** The system property with the time at which the command was given, in ms since 1970. */
    static final String BEGIN = "holdfast.begin";

    /** When the command was given: building comes before this Java machine. */
    public static Instant begin() {
        Long begin = Long.getLong(BEGIN);
        return begin == null ? Instant.now() : Instant.ofEpochMilli(begin);
    }

    /** The installation that the environment names. */
    public static Context current() {
        Home home = Home.of(Path.of(System.getProperty(PROJECT, ".")), System.getenv());
        return new Context(home, Settings.load(home, System.getenv()));
    }
}
