package dev.holdfast.backend.platform.csv;

import java.util.List;

/**
 * Row of a CSV file.
 *
 * @param number line of the file on which it begins, from 1
 * @param values trimmed values
 */
public record CsvLine(int number, List<String> values) {

    /** Returns its name in errors, such as {@code line 7}. */
    public String place() {
        return CsvFile.place(number);
    }
}
