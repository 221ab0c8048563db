package dev.holdfast.ui.image;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.FileRefusals;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TemporaryFiles;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;
import java.util.function.Consumer;

/** Uploads image packages, one request each. */
final class ImageUpload extends Div {
    private static final int MAX_FILES = 20;

    ImageUpload(ImageClient client, String catalog, Consumer<ImageView> uploaded) {
        addClassName("hf-upload");
        Upload upload = new Upload();
        FileRefusals refused = new FileRefusals();
        Checkbox tentative = new Checkbox(text("images.upload.tentative"));
        tentative.setHelperText(text("images.upload.tentative-hint"));
        upload.setUploadHandler(TemporaryFiles.passTo((name, content) -> {
            refused.remove(name);
            ImageView image;
            try {
                image = client.upload(catalog, tentative.getValue(), content);
            } catch (RuntimeException failure) {
                refused.put(name, text("images.upload.failed", name), Refusal.words(failure));
                return;
            }
            Toast.done(text(
                    tentative.getValue() ? "images.upload.done-tentative" : "images.upload.done",
                    image.name(),
                    image.type(),
                    String.valueOf(image.securityVersion())));
            uploaded.accept(image);
        }));
        upload.setI18n(FileChoice.texts()
                .setAddFiles(new UploadI18N.AddFiles().setMany(text("images.upload.choose")))
                .setDropFiles(new UploadI18N.DropFiles().setMany(text("images.upload.drop"))));
        upload.setMaxFiles(MAX_FILES);
        upload.setMaxFileSize(ImageClient.MAX_BYTES);
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        upload.addFileRejectedListener(rejected -> refused.put(
                rejected.getFileName(),
                text(
                        "images.upload.rejected",
                        rejected.getFileName(),
                        MAX_FILES,
                        Amount.bytes(ImageClient.MAX_BYTES))));
        Span hint = Styled.muted(text("images.upload.hint", Amount.bytes(ImageClient.MAX_BYTES)));
        Div beside = Styled.div("hf-upload-beside", hint, tentative, refused);
        add(upload, beside);
    }
}
