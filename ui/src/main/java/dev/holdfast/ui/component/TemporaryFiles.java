package dev.holdfast.ui.component;

import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/** Uploads through temporary files, for files that are too large for the heap. */
public final class TemporaryFiles {
    /** Maximum number of uploads in progress, because the folder for temporary files is limited. */
    private static final int MAX_AT_ONCE = 16;

    private static final Semaphore PLACES = new Semaphore(MAX_AT_ONCE);

    private TemporaryFiles() {}

    /**
     * Returns a handler that passes on each file with its name, and then deletes it. Fails while {@value #MAX_AT_ONCE} uploads are in progress. {@code take} runs with the session locked, in the person's
     * request.
     */
    public static UploadHandler passTo(BiConsumer<String, File> take) {
        return event -> receive(event, take);
    }

    private static void receive(UploadEvent event, BiConsumer<String, File> take) throws IOException {
        String name = event.getFileName();
        Path file = store(event);
        try {
            var _ = event.getUI().access(() -> {
                try {
                    take.accept(name, file.toFile());
                } finally {
                    delete(file);
                }
            });
        } catch (UIDetachedException closed) {
            // The person closed the page meanwhile.
            delete(file);
            throw closed;
        }
    }

    private static Path store(UploadEvent event) throws IOException {
        if (!PLACES.tryAcquire()) {
            throw new IOException("too many uploads at the same time");
        }
        Path file = Files.createTempFile("holdfast-upload", "");
        try (InputStream content = event.getInputStream()) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException | RuntimeException failure) {
            Files.delete(file);
            throw failure;
        } finally {
            PLACES.release();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete an uploaded file", e);
        }
    }
}
