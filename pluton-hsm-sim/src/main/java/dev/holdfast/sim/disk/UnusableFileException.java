package dev.holdfast.sim.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A file is missing, cannot be read, or is not what it should be. The message says which, why, and what to do. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** What to do about a file that cannot be made again: what was in it is gone, and nobody guesses it. */
    public static final String NOTHING_REPLACES_IT =
            "Put it back from a copy of the chip's folder, or make another chip.";

    /**
     * Makes one.
     *
     * @param file which
     * @param why what is wrong, as in <em>file … is damaged</em>, without a full stop
     * @param remedy what to do, as a sentence
     */
    public UnusableFileException(Path file, String why, String remedy) {
        super(file + " " + why + ". " + remedy);
    }

    /** Makes one with what found it. */
    public UnusableFileException(Path file, String why, String remedy, Throwable cause) {
        super(file + " " + why + ". " + remedy, cause);
    }
}
