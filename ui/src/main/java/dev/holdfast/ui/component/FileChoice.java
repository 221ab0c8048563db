package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.function.BiConsumer;

/** Takes a file from a button or by drag and drop. */
public final class FileChoice extends Upload {
    /**
     * @param most the largest file in bytes
     * @param take receives the name and content of a file in the person's request
     * @param refused runs when a file is too large
     */
    public FileChoice(String button, int most, BiConsumer<String, byte[]> take, Runnable refused) {
        setUploadButton(new Button(button));
        setDropLabel(new Span(text("file-choice.drop")));
        setMaxFileSize(most);
        // The handler hands over while the page is locked.
        setUploadHandler(UploadHandler.inMemory((file, content) -> take.accept(file.fileName(), content)));
        addAllFinishedListener(finished -> clearFileList());
        addFileRejectedListener(rejected -> refused.run());
    }
}
