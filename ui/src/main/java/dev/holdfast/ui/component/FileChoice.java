package dev.holdfast.ui.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.function.BiConsumer;

/** Takes a file: a button, and a place to drop it. */
public final class FileChoice extends Upload {
    /**
     * Makes one.
     *
     * @param button the button's words
     * @param most the largest file in bytes
     * @param take receives the name and content of a file, in a request of the person at the page
     * @param refused runs when a file is too large
     */
    public FileChoice(String button, int most, BiConsumer<String, byte[]> take, Runnable refused) {
        setUploadButton(new Button(button));
        setDropLabel(new Span("or drop it here"));
        setMaxFileSize(most);
        // The handler hands over while the page is locked.
        setUploadHandler(UploadHandler.inMemory((file, content) -> take.accept(file.fileName(), content)));
        addAllFinishedListener(finished -> clearFileList());
        addFileRejectedListener(rejected -> refused.run());
    }
}
