package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;

/** A link to a file, whose content is fetched when somebody wants it. */
public final class FileDownload extends Anchor {
    /** Makes a link that says {@code words}; {@code content} is called at every download. */
    public FileDownload(String words, String file, String mediaType, Supplier<byte[]> content) {
        super(
                DownloadHandler.fromInputStream(asked -> {
                    byte[] bytes = content.get();
                    return new DownloadResponse(new ByteArrayInputStream(bytes), file, mediaType, bytes.length);
                }),
                words);
        setDownload(true);
    }

    /** Reads out more than the words say, for links that stand beside others of the same words. */
    public FileDownload named(String name) {
        setAriaLabel(name);
        return this;
    }
}
