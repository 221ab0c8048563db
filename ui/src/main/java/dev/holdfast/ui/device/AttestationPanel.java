package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.AttestationView;
import dev.holdfast.contract.operator.FindingView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;

/**
 * One attestation, answering "why is it not trusted?" from top to bottom: what was found and what to do about it, then
 * expected against reported, then the signed bytes for whoever wants to check, then the attestations before it.
 */
final class AttestationPanel extends Div {
    AttestationPanel(String deviceLink, AttestationView shown, List<AttestationView> history) {
        addClassName("hf-stack");
        add(outcome(shown));
        add(new Panel("Expected against reported", new MeasurementTable(shown.measurements())));
        add(new Panel("Evidence and result", facts(shown), raw(shown)));
        if (history.size() > 1) {
            add(new Panel("History", history(deviceLink, shown, history)));
        }
    }

    private static Panel outcome(AttestationView shown) {
        Panel panel = new Panel(
                shown.findings().isEmpty()
                        ? "Affirmed"
                        : Amount.of(shown.findings().size(), "finding"));
        panel.beside(StatusBadge.of(shown.trust()), TimeText.full(shown.at()));
        if (shown.findings().isEmpty()) {
            panel.add(new Paragraph("Every measurement is what it should be, and the policy agrees."));
        } else {
            UnorderedList findings = new UnorderedList();
            findings.addClassName("hf-findings");
            shown.findings().forEach(finding -> findings.add(finding(shown, finding)));
            panel.add(findings);
        }
        return panel;
    }

    private static ListItem finding(AttestationView shown, FindingView finding) {
        Paragraph message = new Paragraph(finding.message());
        message.addClassName("hf-finding-message");
        Paragraph remedy = new Paragraph(new Span("What to do: "), new Span(finding.remediation()));
        remedy.addClassName("hf-remedy");
        Paragraph origin = new Paragraph(new Code(finding.code()), new Span(" · " + finding.subject()));
        origin.addClassName("hf-muted");
        ListItem item = new ListItem(message, remedy, origin);
        item.getElement().setAttribute("data-tone", Tone.of(shown.trust()).token());
        return item;
    }

    private static Facts facts(AttestationView shown) {
        return new Facts()
                .with("Policy", shown.policyId() + ", version " + shown.policyVersion())
                .with("Boot count", Long.toString(shown.bootCount()))
                .with("Debug state", shown.debugState())
                .with("Connected from", new Code(shown.remoteAddress()))
                .with("Attestation", new Code(Long.toString(shown.id())));
    }

    private static Component raw(AttestationView shown) {
        Div both = new Div(
                bytes("Evidence", "evidence-" + shown.id() + ".cose", shown.evidence()),
                bytes("Signed result", "result-" + shown.id() + ".cose", shown.result()));
        both.addClassName("hf-raw");
        return both;
    }

    private static Component bytes(String name, String fileName, Blob blob) {
        byte[] content = blob.bytes();
        String base64 = Base64.getEncoder().encodeToString(content);
        Anchor download = new Anchor(
                DownloadHandler.fromInputStream(asked -> new DownloadResponse(
                        new ByteArrayInputStream(content), fileName, "application/octet-stream", content.length)),
                "Download " + fileName);
        download.setDownload(true);
        Div tools = new Div(download, new CopyButton(base64, name + " as base64"));
        tools.addClassName("hf-raw-tools");
        Details details = new Details(name + ", " + Amount.bytes(content.length), tools, new Pre(base64));
        details.addClassName("hf-raw-details");
        return details;
    }

    private static Component history(String deviceLink, AttestationView shown, List<AttestationView> history) {
        OrderedList list = new OrderedList();
        list.addClassName("hf-history");
        for (AttestationView attestation : history) {
            Anchor link = new Anchor(deviceLink + "/attestation?at=" + attestation.id());
            link.add(TimeText.exact(attestation.at()));
            ListItem item = new ListItem(StatusBadge.of(attestation.trust()), link, new Span(summary(attestation)));
            if (attestation.id() == shown.id()) {
                link.getElement().setAttribute("aria-current", "true");
            }
            list.add(item);
        }
        return list;
    }

    private static String summary(AttestationView attestation) {
        return attestation.findings().isEmpty()
                ? "no findings"
                : attestation.findings().getFirst().message();
    }
}
