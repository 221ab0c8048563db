package dev.holdfast.backend.platform.csv;

import java.util.List;

/**
 * Row of a CSV file.
 *
 * @param number line of the file on which the row begins, from 1
 * @param values trimmed values
 */
public record CsvLine(int number, List<String> values) {

    /** Returns the position of the row for errors, such as {@code line 7}. */
    public String place() {
        return CsvFile.place(number);
    }
}
