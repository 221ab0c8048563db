package dev.holdfast.backend.platform.csv;

import java.util.List;

/**
 * A row of a CSV file.
 *
 * @param number the line of the file on which it begins, from 1
 * @param values as many as the row has, without blanks around them
 */
public record CsvLine(int number, List<String> values) {

    /** Returns how people call it, such as {@code line 7}. */
    public String place() {
        return CsvFile.place(number);
    }
}
