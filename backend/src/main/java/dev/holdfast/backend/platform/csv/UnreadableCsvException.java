package dev.holdfast.backend.platform.csv;

/** A file that is no CSV, or not the one that was asked for. */
public final class UnreadableCsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    UnreadableCsvException(int line, String message) {
        // Without a stack trace: it is an answer, not a fault.
        super(message, null, false, false);
        this.place = CsvFile.place(line);
    }

    /** Returns where, such as {@code line 7}. */
    public String place() {
        return place;
    }

    /** Returns what is wrong there and what to do, to complete a sentence that begins with the place. */
    public String complaint() {
        return String.valueOf(getMessage());
    }
}
