package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.function.BiConsumer;

/** Takes a file from a button or by drag and drop. */
public final class FileChoice extends Upload {
    /**
     * @param max the largest file in bytes
     * @param take receives the name and the content of a file
     * @param refused runs when a file is too large
     */
    public FileChoice(String button, int max, BiConsumer<String, byte[]> take, Runnable refused) {
        setUploadButton(new Button(button));
        setDropLabel(new Span(text("file-choice.drop")));
        setI18n(texts());
        setMaxFileSize(max);
        // The handler runs with the session locked, in the person's request.
        setUploadHandler(UploadHandler.inMemory((file, content) -> take.accept(file.fileName(), content)));
        addAllFinishedListener(finished -> clearFileList());
        addFileRejectedListener(rejected -> refused.run());
    }

    /** Returns the texts of an upload's progress and failures. */
    public static UploadI18N texts() {
        return new UploadI18N()
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(text("upload.connecting"))
                                .setStalled(text("upload.stalled"))
                                .setProcessing(text("upload.processing"))
                                .setHeld(text("upload.queued")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                                .setPrefix(text("upload.remaining") + " ")
                                .setUnknown(text("upload.remaining-unknown")))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(text("upload.failed"))
                                .setUnexpectedServerError(text("upload.failed"))
                                .setForbidden(text("upload.failed"))
                                .setFileTooLarge(text("upload.too-large"))))
                .setError(new UploadI18N.Error()
                        .setTooManyFiles(text("upload.too-many"))
                        .setFileIsTooBig(text("upload.too-large"))
                        .setIncorrectFileType(text("upload.wrong-type")))
                .setFile(new UploadI18N.File()
                        .setRetry(text("upload.retry"))
                        .setStart(text("upload.start"))
                        .setRemove(text("upload.remove")));
    }
}
