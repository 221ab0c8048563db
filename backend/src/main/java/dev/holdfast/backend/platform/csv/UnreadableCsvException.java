package dev.holdfast.backend.platform.csv;

/** The file is not CSV or does not have the expected columns. */
public final class UnreadableCsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    UnreadableCsvException(int line, String message) {
        // Without a stack trace: the caller's mistake, not a fault.
        super(message, null, false, false);
        this.place = CsvFile.place(line);
    }

    /** Returns the position, such as {@code line 7}. */
    public String place() {
        return place;
    }

    /** Returns the error and what to do, as a clause after the position. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
