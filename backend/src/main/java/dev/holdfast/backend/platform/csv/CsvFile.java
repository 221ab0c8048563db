package dev.holdfast.backend.platform.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV in UTF-8, with or without a byte order mark. The first line decides between commas, semicolons and tabs; quotes are as in RFC
 * 4180. Skips empty lines and rows. Takes up to a second for the largest body, so call it on a worker thread.
 */
public final class CsvFile {
    private static final String SEPARATORS = ";\t,";
    private static final int SHOWN = 60;

    private final String text;
    private int line = 1;
    private int lineBegins;

    private CsvFile(String text) {
        this.text = text;
    }

    /**
     * Returns the rows after the first.
     *
     * @param max maximum number of rows
     * @param header required first row; case does not matter
     * @param more optional columns after the required ones
     * @throws UnreadableCsvException when the content is not CSV or the first row differs
     */
    public static List<CsvLine> read(byte[] content, int max, List<String> header, String... more) {
        List<CsvLine> rows = new CsvFile(decode(content)).rows(max);
        requireHeader(rows, header, more);
        return rows.subList(1, rows.size());
    }

    static String place(int line) {
        return "line " + line;
    }

    private static String decode(byte[] content) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(content.length + 1);
        CoderResult result = utf8.decode(ByteBuffer.wrap(content), decoded, true);
        String text = decoded.flip().toString();
        int nul = text.indexOf('\0');
        if (nul >= 0 || result.isError()) {
            CsvFile right = new CsvFile(nul >= 0 ? text.substring(0, nul) : text);
            while (right.skipLine()) {}
            throw new UnreadableCsvException(
                    right.line,
                    "is not text in UTF-8. Save the file as 'CSV UTF-8', not as Unicode text or in another encoding");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private List<CsvLine> rows(int max) {
        List<CsvLine> rows = new ArrayList<>();
        goToRow(1);
        try (CSVParser records = CSVParser.parse(text, format())) {
            for (CSVRecord row : records) {
                List<String> values = row.stream().map(String::strip).toList();
                if (values.stream().anyMatch(value -> !value.isEmpty())) {
                    rows.add(new CsvLine(line, values));
                }
                if (rows.size() > max + 1) {
                    throw new UnreadableCsvException(
                            line, "is one too many: at most " + max + " are taken at once. Divide the file");
                }
                goToRow(records.getCurrentLineNumber() + 1);
            }
        } catch (UncheckedIOException | IOException e) {
            throw new UnreadableCsvException(
                    line,
                    "has a quotation mark that is not closed, or something follows a closed one. Within quotes, a quotation"
                            + " mark is written twice");
        }
        return rows;
    }

    /** Skips to the row that begins on a line, or to the next one after empty lines. */
    private void goToRow(long first) {
        while (line < first && skipLine()) {}
        while (lineBegins < text.length() && isLineEnd(lineBegins) && skipLine()) {}
    }

    private boolean skipLine() {
        int end = lineBegins;
        while (end < text.length() && !isLineEnd(end)) {
            end++;
        }
        if (end == text.length()) {
            return false;
        }
        lineBegins = end + (text.startsWith("\r\n", end) ? 2 : 1);
        line++;
        return true;
    }

    private boolean isLineEnd(int index) {
        return text.charAt(index) == '\n' || text.charAt(index) == '\r';
    }

    private CSVFormat format() {
        String first = text.substring(lineBegins).lines().findFirst().orElse("");
        char separator = (char) SEPARATORS
                .chars()
                .filter(one -> first.indexOf(one) >= 0)
                .findFirst()
                .orElse(',');
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
    }

    private static void requireHeader(List<CsvLine> rows, List<String> header, String... more) {
        List<String> whole = Stream.concat(header.stream(), Stream.of(more)).toList();
        List<String> first = rows.isEmpty() ? List.of() : rows.getFirst().values();
        if (!same(first, header) && !same(first, whole)) {
            throw new UnreadableCsvException(
                    rows.isEmpty() ? 1 : rows.getFirst().number(),
                    "must be " + String.join(",", header)
                            + (more.length == 0 ? "" : ", optionally followed by " + String.join(",", more))
                            + "; it is '" + abbreviate(String.join(",", first)) + "'");
        }
    }

    private static boolean same(List<String> first, List<String> header) {
        return String.join(",", first).equalsIgnoreCase(String.join(",", header));
    }

    private static String abbreviate(String piece) {
        String plain = piece.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
