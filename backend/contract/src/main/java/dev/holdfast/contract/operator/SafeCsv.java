package dev.holdfast.contract.operator;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180) that is safe to open in a spreadsheet. Every cell is quoted. A cell that a spreadsheet would run as
 * a formula starts with an apostrophe, as OWASP recommends against CSV injection. Leading blanks, control characters
 * and quotes do not hide a formula. A cell that starts with a tab or line break gets an apostrophe, too. In some locales, spreadsheets
 * separate cells by semicolons or tabs, even inside quotes. So a formula after a semicolon, tab or line break gets an apostrophe, too.
 */
public final class SafeCsv {
    /** Characters besides a semicolon at which a spreadsheet may begin a new cell. */
    private static final String CUTS = "\t\r\n";
    /** Beginning of a formula: blanks, control characters and quotes, then =, +, -, @ or their full-width forms. */
    private static final String FORMULA = "[\\p{Z}\\p{C}\"&&[^" + CUTS + "]]*+[=+\\-@\uff1d\uff0b\uff0d\uff20]";
    /** Empty match at each position that needs an apostrophe. */
    private static final Pattern BEFORE_FORMULA =
            Pattern.compile("^(?=[" + CUTS + "]|" + FORMULA + ")|(?<=[;" + CUTS + "])(?=" + FORMULA + ")");

    private SafeCsv() {}

    /** Returns one CSV line with its line break. */
    public static String line(List<String> cells) {
        return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        return '"' + BEFORE_FORMULA.matcher(text).replaceAll("'").replace("\"", "\"\"") + '"';
    }
}
