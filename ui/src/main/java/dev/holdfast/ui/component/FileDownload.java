package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.InputStreamDownloadCallback;
import dev.holdfast.contract.operator.SafeCsv;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A link to a file. Its content is read on each download. */
public final class FileDownload extends Anchor {
    private static final int UNKNOWN = -1;

    private FileDownload(String words, InputStreamDownloadCallback content) {
        super(DownloadHandler.fromInputStream(content), words);
        setDownload(true);
    }

    /** {@code content} is called on every download. */
    public FileDownload(String words, String file, String mediaType, Supplier<byte[]> content) {
        this(words, request -> {
            byte[] bytes = content.get();
            return new DownloadResponse(new ByteArrayInputStream(bytes), file, mediaType, bytes.length);
        });
    }

    public static FileDownload streamed(String words, String file, String mediaType, Supplier<InputStream> content) {
        return new FileDownload(words, request -> new DownloadResponse(content.get(), file, mediaType, UNKNOWN));
    }

    /** Makes a link to a table as a CSV file (RFC 4180). */
    public static FileDownload table(String words, String file, List<String> header, List<List<String>> rows) {
        return new FileDownload(words, file, "text/csv", () -> csv(header, rows).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a header and rows, safe from spreadsheet formulas. */
    static String csv(List<String> header, List<List<String>> rows) {
        return SafeCsv.line(header) + rows.stream().map(SafeCsv::line).collect(Collectors.joining());
    }

    /** Sets an accessible name, for links beside others with the same text. */
    public FileDownload named(String name) {
        setAriaLabel(name);
        return this;
    }
}
