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
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.approval.ApprovalClient;
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
import java.util.stream.Stream;

/** One reference value: its facts, the number of devices that run it, and the buttons to retire, restore or confirm it. */
final class ReferenceDialog extends Dialog {
    private final transient ReferenceClient client;
    private final transient ApprovalClient approvals;
    private final transient Visit visit;
    private final transient ReferenceValueView value;
    private final transient Runnable changed;

    ReferenceDialog(
            ReferenceClient client, ApprovalClient approvals, Visit visit, ReferenceValueView value, Runnable changed) {
        this.client = client;
        this.approvals = approvals;
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
                            ? text("reference-values.retired-with-release")
                            : text("reference-values.retired-by", value.retiredBy(), value.retiredReason())));
        }
        if (value.origin() == ReferenceOrigin.FEED) {
            add(new Paragraph(
                    new Span(text("reference-values.from-feed") + " "),
                    new Anchor(Links.osFeeds(visit.catalog()), text("reference-values.show-feeds"))));
        } else if (visit.may(Role.PUBLISHER)) {
            offer(preview);
        }
        getFooter().add(new Button(text("reference-values.close"), clicked -> close()));
    }

    private Facts facts(RetirementPreview preview) {
        Facts facts = new Facts()
                .with(text("reference-values.type"), value.type())
                .with(
                        text("reference-values.component"),
                        new Code(component()),
                        new CopyButton(component(), text("copy.component-id")))
                .with(text("reference-values.image"), new Code(image()), new CopyButton(image(), text("copy.image-id")))
                .with(
                        text("reference-values.digest"),
                        DigestText.of(value.digest()),
                        new CopyButton(value.digest().hex(), text("copy.digest")))
                .with(text("reference-values.security-version"), Long.toString(value.securityVersion()))
                .with(text("reference-values.origin"), ReferenceWords.origin(value))
                .with(
                        text("reference-values.added"),
                        TimeText.full(value.addedAt()),
                        new Span(value.addedBy().isEmpty() ? "" : " " + text("reference-values.by", value.addedBy())))
                .with(text("reference-values.run-by"), text("reference-values.devices", preview.devices()));
        return value.retiredAt() == null
                ? facts
                : facts.with(text("reference-values.retired"), TimeText.full(value.retiredAt()));
    }

    private void offer(RetirementPreview preview) {
        switch (value.state()) {
            case PERMANENT -> getFooter().add(retire(preview));
            case TENTATIVE ->
                getFooter().add(retire(preview), new Button(text("reference-values.confirm"), clicked -> {
                    client.confirm(visit.catalog(), component(), image());
                    done(text("reference-values.confirmed", value.name()));
                }));
            case RETIRED ->
                getFooter().add(new Button(text("reference-values.restore"), clicked -> {
                    client.restore(visit.catalog(), component(), image());
                    done(text("reference-values.restored", value.name()));
                }));
            case NONE -> {}
        }
    }

    private Button retire(RetirementPreview preview) {
        Button retire = new Button(
                text("reference-values.retire"),
                clicked -> new ActionDialog(
                                text("reference-values.retire-title", value.name()),
                                ReferenceWords.effect(preview),
                                text("reference-values.retire-button", preview.losingTrust()),
                                reason -> {
                                    client.retire(visit.catalog(), component(), image(), new Retirement(reason));
                                    done(text("reference-values.retire-done", value.name()));
                                })
                        .commenting()
                        .withApproval(approvals.rules(visit.catalog()).need(ApprovalOperation.RETIRE_REFERENCES))
                        .open());
        retire.addThemeVariants(ButtonVariant.ERROR);
        return retire;
    }

    private void done(String message) {
        Toast.done(message);
        changed.run();
    }

    private String component() {
        return value.component().text();
    }

    private String image() {
        return value.image().text();
    }

    /** Imports reference values from CSV lines. A refusal names the lines with errors. */
    static final class ImportDialog extends FormDialog {
        private static final int MAX_BYTES = 2 * 1024 * 1024;

        private final TextArea lines = new TextArea(text("reference-values.import.lines"));

        ImportDialog(ReferenceClient client, ApprovalClient approvals, String catalog, Runnable changed) {
            super(text("reference-values.import.title"), text("reference-values.import.submit"));
            setWidth("52rem");
            Paragraph effect = new Paragraph(text("reference-values.import.effect"));
            Code columns = new Code();
            Stream.of(ReferenceImport.HEADER.split("(?<=,)", -1)).map(Span::new).forEach(columns::add);
            Div header = Styled.div("hf-command", columns);
            FileChoice upload = new FileChoice(
                    text("reference-values.import.choose"),
                    MAX_BYTES,
                    (file, content) -> lines.setValue(new String(content, StandardCharsets.UTF_8)),
                    () -> {
                        lines.setErrorMessage(text("reference-values.import.too-large", Amount.bytes(MAX_BYTES)));
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
            withApproval(approvals.rules(catalog).need(ApprovalOperation.ACCEPT_REFERENCES));
        }

        static String sentence(ReferenceImportResult result) {
            return text(
                    result.known() == 0 ? "reference-values.import.done" : "reference-values.import.done-known",
                    result.added(),
                    result.known());
        }
    }
}
