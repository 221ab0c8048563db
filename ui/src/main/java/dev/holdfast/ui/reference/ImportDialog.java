package dev.holdfast.ui.reference;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.nio.charset.StandardCharsets;

/** Imports reference values of images that the catalog does not have, by lines of CSV; a refusal names the lines. */
final class ImportDialog extends Dialog {
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final transient ReferenceClient client;
    private final String catalog;
    private final transient Runnable changed;
    private final TextArea lines = new TextArea("Lines");
    private final Outcome outcome = new Outcome();
    private final Button act = new Button("Import");

    ImportDialog(ReferenceClient client, String catalog, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        setHeaderTitle("Import reference values");
        setWidth("52rem");
        Paragraph effect =
                new Paragraph("They count at once, for every device of the catalog, and only your word stands for"
                        + " them: import what you built or what its maker published, never what a device reported. All lines are"
                        + " taken or none. The first line is");
        Div header = new Div(new Code(ReferenceImport.HEADER));
        header.addClassName("hf-command");
        Upload upload = new Upload();
        upload.setUploadButton(new Button("Choose CSV file"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setMaxFileSize(MOST_BYTES);
        // The handler hands over while the page is locked, so this is a request of the person at it.
        upload.setUploadHandler(
                UploadHandler.inMemory((file, content) -> lines.setValue(new String(content, StandardCharsets.UTF_8))));
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        upload.addFileRejectedListener(rejected -> outcome.say(
                Tone.CONTRAINDICATED, "This file was not read: it may have " + Amount.bytes(MOST_BYTES) + " at most."));
        lines.addClassNames("hf-mono", "hf-code-area");
        lines.setWidthFull();
        lines.setValueChangeMode(ValueChangeMode.LAZY);
        lines.addValueChangeListener(change -> act.setEnabled(!change.getValue().isBlank()));
        act.addThemeVariants(ButtonVariant.PRIMARY);
        act.setEnabled(false);
        act.setDisableOnClick(true);
        act.addClickListener(clicked -> importLines());
        Div form = new Div(effect, header, upload, lines, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), act);
    }

    private void importLines() {
        outcome.clear();
        try {
            ReferenceImportResult result = client.importLines(catalog, lines.getValue());
            close();
            Toast.done(sentence(result));
            changed.run();
        } catch (RuntimeException failure) {
            outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
        } finally {
            act.setEnabled(!lines.getValue().isBlank());
        }
    }

    /** Says what an import did. */
    static String sentence(ReferenceImportResult result) {
        return Amount.of(result.added(), "reference value") + " imported"
                + (result.known() == 0
                        ? ""
                        : ", " + result.known() + " known already and left as "
                                + (result.known() == 1 ? "it is" : "they are"));
    }
}
