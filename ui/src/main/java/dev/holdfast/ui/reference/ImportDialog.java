package dev.holdfast.ui.reference;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import java.nio.charset.StandardCharsets;

/** Imports reference values of images that the catalog does not have, by lines of CSV; a refusal names the lines. */
final class ImportDialog extends FormDialog {
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final TextArea lines = new TextArea("Lines");

    ImportDialog(ReferenceClient client, String catalog, Runnable changed) {
        super("Import reference values", "Import");
        setWidth("52rem");
        Paragraph effect =
                new Paragraph("They count at once, for every device of the catalog, and only your word stands for"
                        + " them: import what you built or what its maker published, never what a device reported. All lines are"
                        + " taken or none. The first line is");
        Div header = Styled.div("hf-command", new Code(ReferenceImport.HEADER));
        FileChoice upload = new FileChoice(
                "Choose CSV file",
                MOST_BYTES,
                (file, content) -> lines.setValue(new String(content, StandardCharsets.UTF_8)),
                () -> {
                    lines.setErrorMessage(
                            "This file was not read: it may have " + Amount.bytes(MOST_BYTES) + " at most.");
                    lines.setInvalid(true);
                });
        lines.addClassNames("hf-mono", "hf-code-area");
        put(effect, header, upload);
        text("lines", lines).setValueChangeMode(ValueChangeMode.LAZY);
        onSubmit(() -> {
            ReferenceImportResult result = client.importLines(catalog, lines.getValue());
            Toast.done(sentence(result));
            changed.run();
        });
    }

    static String sentence(ReferenceImportResult result) {
        return Amount.of(result.added(), "reference value") + " imported"
                + (result.known() == 0
                        ? ""
                        : ", " + result.known() + " known already and left as "
                                + (result.known() == 1 ? "it is" : "they are"));
    }
}
