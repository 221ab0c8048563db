package dev.holdfast.ui.reference;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.nio.charset.StandardCharsets;

/** One reference value: what it is, how many devices run it, and whether it shall go on counting. */
final class ReferenceDialog extends Dialog {
    private final transient ReferenceClient client;
    private final transient Visit visit;
    private final transient ReferenceValueView value;
    private final transient Runnable changed;

    ReferenceDialog(ReferenceClient client, Visit visit, ReferenceValueView value, Runnable changed) {
        this.client = client;
        this.visit = visit;
        this.value = value;
        this.changed = changed;
        setHeaderTitle(value.name());
        setWidth("46rem");
        RetirementPreview preview = client.preview(visit.catalog(), component(), image());
        add(
                Styled.div("hf-inline", ReferenceWords.badge(value), new Span(ReferenceWords.meaning(value))),
                facts(preview));
        if (value.state() == ReferenceState.RETIRED) {
            add(new Paragraph(
                    value.retiredBy().isEmpty()
                            ? "Retired with its release."
                            : "Retired by " + value.retiredBy() + ": “" + value.retiredReason() + "”"));
        }
        if (value.origin() == ReferenceOrigin.FEED) {
            add(new Paragraph(
                    new Span(
                            "It belongs to the installation: it came with a release and is retired by withdrawing that. "),
                    new Anchor(Links.osFeeds(visit.catalog()), "Show the OS feeds")));
        } else if (visit.may(Role.PUBLISHER)) {
            offer(preview);
        }
        getFooter().add(new Button("Close", clicked -> close()));
    }

    private Facts facts(RetirementPreview preview) {
        Facts facts = new Facts()
                .with("Type", value.type())
                .with("Component", new Code(component()), new CopyButton(component(), text("copy.component-id")))
                .with("Image", new Code(image()), new CopyButton(image(), text("copy.image-id")))
                .with(
                        "Digest",
                        DigestText.of(value.digest()),
                        new CopyButton(value.digest().hex(), text("copy.digest")))
                .with("Security version", Long.toString(value.securityVersion()))
                .with("Origin", ReferenceWords.origin(value))
                .with(
                        "Added",
                        TimeText.full(value.addedAt()),
                        new Span(value.addedBy().isEmpty() ? "" : " by " + value.addedBy()))
                .with("Run by", Amount.of(preview.devices(), "device") + ", by their newest evidence");
        return value.retiredAt() == null ? facts : facts.with("Retired", TimeText.full(value.retiredAt()));
    }

    private void offer(RetirementPreview preview) {
        switch (value.state()) {
            case PERMANENT -> getFooter().add(retire(preview));
            case TENTATIVE ->
                getFooter().add(retire(preview), new Button("Make permanent", clicked -> {
                    client.confirm(visit.catalog(), component(), image());
                    done(value.name() + " counts for every device of the catalog");
                }));
            case RETIRED ->
                getFooter().add(new Button("Let it count again", clicked -> {
                    client.restore(visit.catalog(), component(), image());
                    done(value.name() + " counts again, from the next attestation of each device on");
                }));
            case NONE -> {}
        }
    }

    private Button retire(RetirementPreview preview) {
        Button retire = new Button(
                "Retire",
                clicked -> new ActionDialog(
                                "Retire " + value.name(),
                                ReferenceWords.effect(preview),
                                preview.losing() == 0
                                        ? "Retire"
                                        : "Retire, " + Amount.of(preview.losing(), "device") + " will lose trust",
                                reason -> {
                                    client.retire(visit.catalog(), component(), image(), new Retirement(reason));
                                    done(value.name() + " is retired");
                                })
                        .commenting()
                        .open());
        retire.addThemeVariants(ButtonVariant.ERROR);
        return retire;
    }

    private void done(String words) {
        Toast.done(words);
        changed.run();
    }

    private String component() {
        return value.component().text();
    }

    private String image() {
        return value.image().text();
    }

    /** Imports reference values of images that the catalog does not have, by lines of CSV; a refusal names the lines. */
    static final class ImportDialog extends FormDialog {
        private static final int MOST_BYTES = 2 * 1024 * 1024;

        private final TextArea lines = new TextArea("Lines");

        ImportDialog(ReferenceClient client, String catalog, Runnable changed) {
            super("Import reference values", "Import");
            setWidth("52rem");
            Paragraph effect =
                    new Paragraph("They count at once, for every device of the catalog, and only your word stands for"
                            + " them: import what you built or what its manufacturer published, never what a device reported. All lines are"
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
            required("lines", lines).setValueChangeMode(ValueChangeMode.LAZY);
            onSubmit(() -> {
                ReferenceImportResult result = client.importLines(catalog, lines.getValue());
                Toast.done(sentence(result));
                changed.run();
            });
        }

        static String sentence(ReferenceImportResult result) {
            return Amount.of(result.added(), "reference-value") + " imported"
                    + (result.known() == 0
                            ? ""
                            : ", " + result.known() + " known already and left as "
                                    + (result.known() == 1 ? "it is" : "they are"));
        }
    }
}
