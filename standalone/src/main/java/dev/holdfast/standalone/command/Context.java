package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.ServerTls;
import dev.holdfast.standalone.stack.RunningSettings;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The installation that a command works on.
 *
 * @param home folders of the installation
 * @param settings settings of the installation, such as ports
 */
public record Context(Home home, Settings settings) {
    /** System property: folder of the checkout. Default: the current folder. */
    static final String PROJECT = "holdfast.project";

    /** System property: start of the command, in ms since 1970. */
    static final String BEGIN = "holdfast.begin";

    /** Returns when the user started the command. This is before the build, and so before this JVM. */
    public static Instant begin() {
        Long begin = Long.getLong(BEGIN);
        return begin == null ? Instant.now() : Instant.ofEpochMilli(begin);
    }

    /** Returns the installation that the environment selects. This JVM then trusts its certificate. */
    public static Context current() {
        Home home = folders();
        Settings settings = RunningSettings.of(home, System.getenv());
        ServerTls.trust(settings);
        return new Context(home, settings);
    }

    /** Returns the folders that the environment selects. */
    static Home folders() {
        return Home.of(Path.of(System.getProperty(PROJECT, ".")), System.getenv());
    }
}
