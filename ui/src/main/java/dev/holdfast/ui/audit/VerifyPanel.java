package dev.holdfast.ui.audit;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;

/** Verifies the audit log, shows the result and explains offline verification. */
final class VerifyPanel extends Div {
    /** The type of the exported JSON lines. It is generic, so that the operating system does not open the file. */
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final AuditProofClient client;
    private final String catalog;
    private final Outcome outcome = new Outcome();

    VerifyPanel(AuditProofClient client, String catalog) {
        this.client = client;
        this.catalog = catalog;
        add(outcome);
    }

    /** Returns the button that starts the verification, with its progress bar. */
    Component button() {
        Button verify = new Button(text("audit.verify"));
        verify.setTooltipText(text("audit.verify.hint"));
        verify.setDisableOnClick(true);
        verify.addClickListener(clicked -> {
            try {
                show(client.verification(catalog));
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                verify.setEnabled(true);
            }
        });
        return Styled.working(verify, text("audit.verify.running"));
    }

    Anchor export() {
        FileDownload export = FileDownload.streamed(
                text("audit.export-proof"), catalog + "-audit.ndjson", MEDIA_TYPE, () -> client.export(catalog));
        export.addClassName("hf-button-link");
        return export;
    }

    private void show(AuditVerification found) {
        UnorderedList findings = new UnorderedList();
        found.findings().forEach(sentence -> findings.add(new ListItem(sentence)));
        Facts facts = new Facts();
        if (found.sealedAt() != null) {
            facts.with(text("audit.verify.checkpoint"), TimeText.full(found.sealedAt()));
        }
        if (found.root() != null) {
            facts.with(
                    text("audit.verify.root"),
                    new Span(new Code(found.root()), new CopyButton(found.root(), text("copy.root-hash"))));
        }
        outcome.say(
                found.intact() ? Tone.AFFIRMING : Tone.CONTRAINDICATED,
                sentence(found),
                new Paragraph(basis(found)),
                findings,
                facts,
                offline());
    }

    /** Shows the command for offline verification. Only a comparison with checkpoints kept elsewhere reveals that an older log was restored. */
    private Component offline() {
        String key = client.key(catalog).strip();
        String command = "./holdfast verify-audit " + catalog + "-audit.ndjson --key " + key;
        return Styled.div(
                "hf-verify-command",
                new Paragraph(text("audit.verify.offline")),
                new Code(command),
                new CopyButton(command, text("copy.command")));
    }

    static String sentence(AuditVerification found) {
        if (!found.intact()) {
            return text("audit.verify.failed", found.totalFindings());
        }
        return found.sealed() == 0 ? text("audit.verify.empty") : text("audit.verify.intact", found.sealed());
    }

    /** Returns how many checkpoints were compared. For an intact log, also returns how many newer entries no checkpoint covers yet. */
    static String basis(AuditVerification found) {
        long unsealed = found.entries() - found.sealed();
        String basis = text("audit.verify.basis", found.checkpoints());
        return unsealed > 0 && found.intact() ? basis + " " + text("audit.verify.unsealed", unsealed) : basis;
    }
}
