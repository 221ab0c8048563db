package dev.holdfast.standalone.backup;

import dev.holdfast.standalone.config.CannotContinue;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Properties;

/**
 * The first file of a backup.
 *
 * @param format version of the backup's format
 * @param madeAt when the copy of the database began
 * @param postgres major version of PostgreSQL
 * @param processor {@code amd64} or {@code aarch64}, because PostgreSQL's files depend on the processor
 */
record Description(int format, Instant madeAt, String postgres, String processor) {
    /** Name of the file. */
    static final String FILE = "holdfast-backup.properties";

    /** The format that this version of Holdfast writes and reads. */
    static final int FORMAT = 1;

    /** Returns the processor of this machine. */
    static String thisProcessor() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("x86_64") ? "amd64" : name;
    }

    String text() {
        return """
                format = %d
                made.at = %s
                postgres = %s
                processor = %s
                """.formatted(format, madeAt, postgres, processor);
    }

    /** Reads the file. Fails with {@link CannotContinue} if it is not of a backup, or of an unknown format. */
    static Description parse(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
            return new Description(
                    Integer.parseInt(values.getProperty("format", "")),
                    Instant.parse(values.getProperty("made.at", "")),
                    values.getProperty("postgres", ""),
                    values.getProperty("processor", ""));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new CannotContinue("This is not a backup of Holdfast: %s is damaged.".formatted(FILE), e);
        }
    }

    /** Fails with {@link CannotContinue} if this version of Holdfast or this machine cannot use the backup. */
    void requireUsable(String ownPostgres) {
        if (format != FORMAT) {
            throw new CannotContinue(
                    "The backup has format %d, and this version of Holdfast reads format %d. Use the version that made the backup."
                            .formatted(format, FORMAT));
        }
        if (!postgres.equals(ownPostgres)) {
            throw new CannotContinue(
                    "The backup is of PostgreSQL %s, and this version of Holdfast has PostgreSQL %s. Use the version that made the backup."
                            .formatted(postgres, ownPostgres));
        }
        if (!processor.equals(thisProcessor())) {
            throw new CannotContinue(
                    "The backup is of a machine with the processor %s, and this machine has %s. Use a machine with the same processor."
                            .formatted(processor, thisProcessor()));
        }
    }
}
