package dev.holdfast.sim.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A file is missing, unreadable or invalid. The message has the path, the reason and what to do. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** Remedy for a file that cannot be created again. */
    public static final String NOTHING_REPLACES_IT =
            "Restore it from a copy of the chip's folder, or manufacture another chip.";

    /**
     * Makes the exception.
     *
     * @param file the file
     * @param why the reason, as in <em>file … is damaged</em>, without a full stop
     * @param remedy what to do, as a sentence
     */
    public UnusableFileException(Path file, String why, String remedy) {
        super(file + " " + why + ". " + remedy);
    }

    /** Makes the exception, with a cause. */
    public UnusableFileException(Path file, String why, String remedy, Throwable cause) {
        super(file + " " + why + ". " + remedy, cause);
    }
}
