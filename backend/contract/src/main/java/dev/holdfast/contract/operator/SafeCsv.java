package dev.holdfast.contract.operator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180) that people open in a spreadsheet: what would be a formula there begins with an apostrophe. Leading blanks do not
 * hide one, and neither do line breaks inside of a cell, since spreadsheets may cut there.
 */
public final class SafeCsv {
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private SafeCsv() {}

    /** Writes a line. */
    public static String line(List<String> cells) {
        return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String begins = text.stripLeading();
        boolean formula = (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0)
                || (!begins.isEmpty() && FORMULA.indexOf(begins.charAt(0)) >= 0);
        return '"' + (formula ? "'" + text : text).replace("\"", "\"\"") + '"';
    }
}
