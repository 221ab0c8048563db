package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import java.nio.file.Path;

/**
 * Which installation a command is about.
 *
 * @param home its folders
 * @param settings its ports and sizes
 */
public record Context(Home home, Settings settings) {
    /** The system property with the checkout's folder; the current folder when absent. */
    static final String PROJECT = "holdfast.project";

    /** The installation that the environment names. */
    public static Context current() {
        Home home = Home.of(Path.of(System.getProperty(PROJECT, ".")), System.getenv());
        return new Context(home, Settings.load(home, System.getenv()));
    }
}
