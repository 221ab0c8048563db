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
 * One installation: where it is, how it is set, what is secret in it, and what has been done to it already.
 *
 * @param home its folders
 * @param settings its ports and sizes
 * @param secrets its passwords
 * @param mode demo or empty, as it was made
 */
public record Installation(Home home, Settings settings, Secrets secrets, Mode mode) {
    private static final String MODE = "mode";

    /**
     * Opens the installation, making it in the given mode if there is none.
     *
     * @param home where
     * @param settings its settings
     * @param wanted the mode of an installation that is made now
     */
    public static Installation open(Home home, Settings settings, Mode wanted) {
        PrivateFile.folder(home.directory());
        PrivateFile.folder(home.directory().resolve("logs"));
        PrivateFile.folder(home.run());
        Optional<Mode> known = mode(home);
        if (known.isEmpty()) {
            note(home, MODE, wanted.name().toLowerCase(Locale.ROOT));
        }
        return new Installation(home, settings, new Secrets(home.secretsFile()), known.orElse(wanted));
    }

    /**
     * The mode of an installation that exists.
     *
     * @param home where it would be
     */
    public static Optional<Mode> mode(Home home) {
        return Optional.ofNullable(read(home).getProperty(MODE)).map(text -> switch (text) {
            case "demo" -> Mode.DEMO;
            case "empty" -> Mode.EMPTY;
            default ->
                throw new CannotContinue(
                        "%s says mode '%s'; it must be demo or empty.".formatted(home.installationFile(), text));
        });
    }

    /**
     * What was noted about this installation.
     *
     * @param key such as {@code realm.console.port}
     */
    public @Nullable String noted(String key) {
        return read(home).getProperty(key);
    }

    /**
     * Notes something for later starts.
     *
     * @param key what
     * @param value its value
     */
    public void note(String key, String value) {
        note(home, key, value);
    }

    private static void note(Home home, String key, String value) {
        Properties notes = read(home);
        notes.setProperty(key, value);
        StringWriter text = new StringWriter();
        try {
            notes.store(text, "What has been done to this installation.");
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
