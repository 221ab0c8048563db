package dev.holdfast.contract.operator;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CSV (RFC 4180) that is safe to open in a spreadsheet. Every cell is quoted. A cell that a spreadsheet would run as
 * a formula starts with an apostrophe, as OWASP recommends against CSV injection. Leading blanks, control characters
 * and quotes do not hide a formula. Some locales separate cells by semicolons or tabs, and there quotes do not
 * protect: formulas after a separator or line break get an apostrophe, too.
 */
public final class SafeCsv {
    private static final String CUTS = "\t\r\n";
    private static final String FORMULA = "[\\p{Z}\\p{C}\"&&[^" + CUTS + "]]*+[=+\\-@\uff1d\uff0b\uff0d\uff20]";
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
