package dev.holdfast.contract.operator;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180) that people open in a spreadsheet: every cell stands in quotes, and what would be a formula there begins with an apostrophe, as
 * OWASP advises against CSV injection. Neither do blanks, controls and quotes before it hide one, nor what else stands before it in a cell: where
 * a spreadsheet separates cells by semicolons or tabs, as it does in many countries, our quotes are in its way, and it cuts a cell there and at line breaks.
 */
public final class SafeCsv {
    private static final String CUTS = "\t\r\n";
    private static final String FORMULA = "[\\p{Z}\\p{C}\"&&[^" + CUTS + "]]*+[=+\\-@\uff1d\uff0b\uff0d\uff20]";
    private static final Pattern BEFORE_FORMULA =
            Pattern.compile("^(?=[" + CUTS + "]|" + FORMULA + ")|(?<=[;" + CUTS + "])(?=" + FORMULA + ")");

    private SafeCsv() {}

    /** Writes a line. */
    public static String line(List<String> cells) {
        return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        return '"' + BEFORE_FORMULA.matcher(text).replaceAll("'").replace("\"", "\"\"") + '"';
    }
}
