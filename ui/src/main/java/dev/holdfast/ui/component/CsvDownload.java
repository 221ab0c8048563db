package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A link to a table as a CSV file (RFC 4180), for what is too long for a page. */
public final class CsvDownload extends Anchor {
    private static final String FORMULA = "=+-@\t\r";

    /** Makes a link that says {@code words} and gives a file of the name {@code file}. */
    public CsvDownload(String words, String file, List<String> header, List<List<String>> rows) {
        super(
                DownloadHandler.fromInputStream(asked -> {
                    byte[] content = text(header, rows).getBytes(StandardCharsets.UTF_8);
                    return new DownloadResponse(new ByteArrayInputStream(content), file, "text/csv", content.length);
                }),
                words);
        setDownload(true);
    }

    /** Writes a header and rows; no value is a formula to a spreadsheet. */
    static String text(List<String> header, List<List<String>> rows) {
        return rows.stream()
                .map(CsvDownload::line)
                .collect(Collectors.joining("\r\n", line(header) + "\r\n", rows.isEmpty() ? "" : "\r\n"));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvDownload::cell).collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
