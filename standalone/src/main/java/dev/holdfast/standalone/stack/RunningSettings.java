package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of a running installation. They stay the same until it stops, whatever file and environment variables say by then. */
public final class RunningSettings {
    private RunningSettings() {}

    /** Returns the settings with which the installation runs, or those with which it would start. */
    public static Settings of(Home home, Map<String, String> environment) {
        boolean running = RunLock.holder(home).isPresent() && Files.exists(file(home));
        return running ? Settings.of(read(file(home))) : Settings.load(home, environment);
    }

    /**
     * Returns the settings that change after {@code down} and {@code up}, as environment variables with their new values.
     *
     * @throws CannotContinue if {@code up} would refuse them
     */
    public static Map<String, String> changes(Home home, Map<String, String> environment) {
        Settings next = Settings.load(home, environment);
        next.checkVariables();
        Map<String, String> changes = new TreeMap<>(next.variables());
        changes.entrySet().removeAll(of(home, environment).variables().entrySet());
        return changes;
    }

    /** Stores the settings of the supervisor that has just taken the {@link RunLock}. */
    static void keep(Home home, Settings settings) {
        Properties variables = new Properties();
        variables.putAll(settings.variables());
        StringWriter text = new StringWriter();
        try {
            variables.store(text, "Settings of the running installation.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(file(home), text.toString());
    }

    static Path file(Home home) {
        return home.run().resolve("settings.properties");
    }

    private static Map<String, String> read(Path file) {
        Properties variables = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            variables.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>();
        variables.stringPropertyNames().forEach(name -> all.put(name, variables.getProperty(name)));
        return all;
    }
}
