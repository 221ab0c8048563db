package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.holdfast.contract.operator.SafeCsv;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A link to a table as a CSV file (RFC 4180), for what is too long for a page. */
public final class CsvDownload extends Anchor {
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
        return SafeCsv.line(header) + rows.stream().map(SafeCsv::line).collect(Collectors.joining());
    }
}
