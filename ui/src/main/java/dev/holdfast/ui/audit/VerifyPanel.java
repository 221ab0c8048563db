package dev.holdfast.ui.audit;

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
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;

/** Has the whole log verified, says what came of it, and how to do it without Holdfast. */
final class VerifyPanel extends Div {
    /** RFC 8259 in lines; the operating system need not know it. */
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final AuditProofClient client;
    private final String catalog;
    private final Outcome outcome = new Outcome();

    VerifyPanel(AuditProofClient client, String catalog) {
        this.client = client;
        this.catalog = catalog;
        add(outcome);
    }

    /** Returns the button that begins, with what is shown meanwhile. */
    Component button() {
        Button verify = new Button("Verify");
        verify.setTooltipText("Holds every entry against the signed checkpoints");
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
        return Styled.working(verify, "Holding every entry against what was signed");
    }

    Anchor export() {
        FileDownload export = FileDownload.streamed(
                "Log as proof", catalog + "-audit.ndjson", MEDIA_TYPE, () -> client.export(catalog));
        export.addClassName("hf-button-link");
        return export;
    }

    private void show(AuditVerification found) {
        UnorderedList findings = new UnorderedList();
        found.findings().forEach(sentence -> findings.add(new ListItem(sentence)));
        Facts facts = new Facts();
        if (found.sealedAt() != null) {
            facts.with("Newest checkpoint", TimeText.full(found.sealedAt()));
        }
        if (found.root() != null) {
            facts.with("Root", new Span(new Code(found.root()), new CopyButton(found.root(), "root")));
        }
        outcome.say(
                found.intact() ? Tone.AFFIRMING : Tone.CONTRAINDICATED,
                sentence(found),
                new Paragraph(basis(found)),
                findings,
                facts,
                elsewhere());
    }

    /** Whoever owns the database could have put it back as a whole. */
    private Component elsewhere() {
        String key = client.key(catalog).strip();
        String command = "./holdfast verify-audit " + catalog + "-audit.ndjson --key " + key;
        return Styled.div(
                "hf-verify-command",
                new Paragraph(
                        "You need not take this installation's word for it: export the log, and verify it on another machine,"
                                + " against checkpoints that you kept (--earlier)."),
                new Code(command),
                new CopyButton(command, "command"));
    }

    static String sentence(AuditVerification found) {
        if (!found.intact()) {
            return "This log is not what was signed: " + Amount.of(found.findingsInAll(), "finding") + ".";
        }
        if (found.sealed() == 0) {
            return "Nothing is sealed yet. Entries are sealed a second after the act; try again.";
        }
        return "Intact: "
                + (found.sealed() == 1 ? "the one sealed entry is" : "all " + found.sealed() + " sealed entries are")
                + " as signed, in place, and none is missing.";
    }

    static String basis(AuditVerification found) {
        long unsealed = found.entries() - found.sealed();
        return "Held against " + Amount.of(found.checkpoints(), "signed checkpoint") + " in the database."
                + (unsealed > 0 && found.intact()
                        ? " " + Amount.of(unsealed, "newer entry", "newer entries")
                                + " will be sealed within two seconds."
                        : "");
    }
}
