package dev.holdfast.ui.image;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.util.function.Consumer;

/** Takes image packages, one after another, and hands each to the operator API. */
final class ImageUpload extends Div {
    private static final int FILES = 20;

    ImageUpload(ImageClient client, String catalog, Consumer<ImageView> uploaded) {
        addClassName("hf-upload");
        Upload upload = new Upload();
        Outcome refused = new Outcome();
        Checkbox tentative = new Checkbox("Upload as tentative");
        tentative.setHelperText("It counts only on devices that it is deployed to, until somebody makes it permanent");
        upload.setUploadHandler(UploadHandler.inMemory((file, content) -> {
            // The handler hands over while the page is locked, so this is a request of the person at it.
            refused.clear();
            ImageView image;
            try {
                image = client.upload(catalog, tentative.getValue(), content);
            } catch (RuntimeException failure) {
                refused.say(Tone.CONTRAINDICATED, file.fileName() + " was not uploaded.", Refusal.words(failure));
                return;
            }
            Toast.done(image.name() + " uploaded" + (tentative.getValue() ? " as tentative: " : ": ") + image.type()
                    + ", security version " + image.securityVersion());
            uploaded.accept(image);
        }));
        upload.setMaxFiles(FILES);
        upload.setMaxFileSize(ImageClient.MOST_BYTES);
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        upload.addFileRejectedListener(rejected -> refused.say(
                Tone.CONTRAINDICATED,
                rejected.getFileName() + " was not uploaded. Choose at most " + FILES + " files at once, of at most "
                        + Amount.bytes(ImageClient.MOST_BYTES) + " each."));
        Span hint = Styled.muted("Image packages (.imagepackage), at most " + Amount.bytes(ImageClient.MOST_BYTES)
                + " each. Applications are signed with this installation's image key; operating system packages must carry"
                + " a trusted manufacturer's signature.");
        Div beside = Styled.div("hf-upload-beside", hint, tentative, refused);
        add(upload, beside);
    }
}
