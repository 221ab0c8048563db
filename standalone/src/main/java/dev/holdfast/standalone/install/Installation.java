package dev.holdfast.standalone.install;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An installation of Holdfast on this machine.
 *
 * @param home folders of the installation
 * @param settings settings, such as ports
 * @param secrets passwords and client secrets
 * @param mode demo or empty, chosen when the installation was created
 */
public record Installation(Home home, Settings settings, Secrets secrets, Mode mode) {
    private static final String MODE = "mode";

    /**
     * Opens the installation, or creates it.
     *
     * @param defaultMode mode of a new installation
     */
    public static Installation open(Home home, Settings settings, Mode defaultMode) {
        PrivateFile.folder(home.directory());
        PrivateFile.ownFolder(home.directory().resolve("logs"));
        PrivateFile.ownFolder(home.run());
        Optional<Mode> known = mode(home);
        if (known.isEmpty()) {
            note(home, MODE, defaultMode.name().toLowerCase(Locale.ROOT));
        }
        return new Installation(home, settings, new Secrets(home.secretsFile()), known.orElse(defaultMode));
    }

    /** Returns the mode of an installation, or empty if the installation does not exist. */
    public static Optional<Mode> mode(Home home) {
        return Optional.ofNullable(read(home).getProperty(MODE)).map(text -> switch (text) {
            case "demo" -> Mode.DEMO;
            case "empty" -> Mode.EMPTY;
            default ->
                throw new CannotContinue("Invalid mode '%2$s' in %1$s. It must be demo or empty."
                        .formatted(home.installationFile(), text));
        });
    }

    /**
     * Refuses the folder of a restore that did not end.
     *
     * @throws CannotContinue if there is a database, but no installation
     */
    public static void requireWhole(Home home) {
        if (mode(home).isEmpty() && Files.exists(home.database())) {
            throw new CannotContinue(
                    "%s exists, but %s does not say what it is for. If a restore was interrupted, delete %s and restore the backup again."
                            .formatted(home.database(), home.installationFile(), home.directory()));
        }
    }

    /** Returns a note that an earlier start stored, such as {@code realm.made}, or null. */
    public @Nullable String noted(String key) {
        return read(home).getProperty(key);
    }

    /** Stores a note for later starts. */
    public void note(String key, String value) {
        note(home, key, value);
    }

    /** Stores a note of an installation that is not open. */
    public static void note(Home home, String key, String value) {
        Properties notes = read(home);
        notes.setProperty(key, value);
        StringWriter text = new StringWriter();
        try {
            notes.store(text, "Mode and completed setup steps of this installation.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(home.installationFile(), text.toString());
    }

    private static Properties read(Home home) {
        Properties notes = new Properties();
        if (Files.exists(home.installationFile())) {
            try (Reader file = Files.newBufferedReader(home.installationFile(), StandardCharsets.UTF_8)) {
                notes.load(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return notes;
    }
}
