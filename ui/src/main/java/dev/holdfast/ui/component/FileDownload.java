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

/** A link to a file, whose content is fetched when somebody wants it. */
public final class FileDownload extends Anchor {
    private static final int UNKNOWN = -1;

    private FileDownload(String words, InputStreamDownloadCallback content) {
        super(DownloadHandler.fromInputStream(content), words);
        setDownload(true);
    }

    /** Makes a link that says {@code words}; {@code content} is called at every download. */
    public FileDownload(String words, String file, String mediaType, Supplier<byte[]> content) {
        this(words, asked -> {
            byte[] bytes = content.get();
            return new DownloadResponse(new ByteArrayInputStream(bytes), file, mediaType, bytes.length);
        });
    }

    public static FileDownload streamed(String words, String file, String mediaType, Supplier<InputStream> content) {
        return new FileDownload(words, asked -> new DownloadResponse(content.get(), file, mediaType, UNKNOWN));
    }

    /** Makes a link to a table as a CSV file (RFC 4180), for what is too long for a page. */
    public static FileDownload table(String words, String file, List<String> header, List<List<String>> rows) {
        return new FileDownload(words, file, "text/csv", () -> csv(header, rows).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a header and rows; no value is a formula to a spreadsheet. */
    static String csv(List<String> header, List<List<String>> rows) {
        return SafeCsv.line(header) + rows.stream().map(SafeCsv::line).collect(Collectors.joining());
    }

    /** Reads out more than the words say, for links that stand beside others of the same words. */
    public FileDownload named(String name) {
        setAriaLabel(name);
        return this;
    }
}
