package dev.holdfast.standalone.install;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The generated passwords and client secrets of an installation, stored in one file. The first access generates a secret.
 */
public final class Secrets {
    /** Letters and digits that people do not confuse. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties values = new Properties();

    public Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Returns a secret for machines: 40 characters, about 198 bits.
     *
     * @param name such as {@code db.app.password}
     */
    public synchronized String machine(String name) {
        return get(name, Secrets::forMachines);
    }

    /**
     * Returns a password for people to type: four groups of four characters, about 79 bits.
     *
     * @param name such as {@code user.olivia.password}
     */
    public synchronized String person(String name) {
        return get(name, Secrets::forPeople);
    }

    /** Generates a password for a person without storing it. */
    public static String forPeople() {
        return String.join("-", letters(4), letters(4), letters(4), letters(4));
    }

    private static String forMachines() {
        return letters(40);
    }

    private String get(String name, Supplier<String> fresh) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        String made = fresh.get();
        values.setProperty(name, made);
        StringWriter text = new StringWriter();
        try {
            values.store(text, "Generated for this installation. Keep it to yourself.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(file, text.toString());
        return made;
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
