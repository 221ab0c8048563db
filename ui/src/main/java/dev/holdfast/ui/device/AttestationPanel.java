package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.DeviationKind.Aspect;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RawBytes;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attestation, answering "why is it not trusted?" from top to bottom: what was found and what to do about it, what
 * changed against the one before, expected against reported, what else is not as it should be, the attestations around it, then the signed bytes for
 * whoever wants to check.
 */
final class AttestationPanel extends Div {
    private final String deviceLink;
    private final transient AttestationView shown;
    private final transient List<AttestationView> history;

    AttestationPanel(String deviceLink, AttestationView shown, List<AttestationView> history) {
        this.deviceLink = deviceLink;
        this.shown = shown;
        this.history = history;
        addClassName("hf-stack");
        add(outcome());
        add(new Panel("Expected against reported", new MeasurementTable(shown.measurements())));
        add(new Panel("Beside the measurements", new DeviationTable(shown.deviations())));
        add(new Panel("Evidence and result", facts(), raw()));
        add(new Panel("History", history()));
    }

    private Panel outcome() {
        Panel panel = new Panel(
                shown.findings().isEmpty()
                        ? "Affirmed"
                        : Amount.of(shown.findings().size(), "finding"));
        panel.beside(StatusBadge.of(shown.trust()), TimeText.full(shown.at()));
        if (shown.findings().isEmpty()) {
            panel.add(new Paragraph("Every measurement is what it should be, and the policy agrees."));
        } else {
            UnorderedList findings = Styled.as("hf-findings", new UnorderedList());
            shown.findings().forEach(finding -> findings.add(finding(finding)));
            panel.add(findings);
        }
        panel.add(Styled.div("hf-change", change(), around()));
        return panel;
    }

    private ListItem finding(FindingView finding) {
        Paragraph message = Styled.as("hf-finding-message", new Paragraph(finding.message()));
        Paragraph remedy =
                Styled.as("hf-remedy", new Paragraph(new Span("What to do: "), new Span(finding.remediation())));
        Paragraph origin =
                Styled.as("hf-muted", new Paragraph(new Code(finding.code()), new Span(" · " + finding.subject())));
        ListItem item = new ListItem(message, remedy, origin);
        item.getElement()
                .setAttribute("data-tone", StatusBadge.tone(shown.trust()).token());
        return item;
    }

    private Component change() {
        @Nullable AttestationView before = beside(1);
        if (before == null) {
            return new Paragraph("There is no earlier attestation to compare with.");
        }
        AttestationChange change = AttestationChange.between(before, shown);
        Span title = Styled.as("hf-problem-title", new Span("Against the one before: "));
        return new Paragraph(
                title, new Span(change.isNone() ? "nothing changed." : Clause.sentence(change.sentence())));
    }

    private Nav around() {
        Nav around = new Nav();
        around.getElement().setAttribute("aria-label", "Other attestations");
        around.addClassName("hf-around");
        link(around, "Earlier attestation", beside(1));
        link(around, "Later attestation", beside(-1));
        if (history.getFirst().id() != shown.id()) {
            around.add(new Anchor(deviceLink + "/attestation", "Newest attestation"));
        }
        return around;
    }

    private void link(Nav around, String words, @Nullable AttestationView other) {
        if (other != null) {
            around.add(new Anchor(deviceLink + "/attestation?at=" + other.id(), words));
        }
    }

    private @Nullable AttestationView beside(int steps) {
        int wanted = history.indexOf(shown) + steps;
        return wanted >= 0 && wanted < history.size() ? history.get(wanted) : null;
    }

    private Facts facts() {
        String id = Long.toString(shown.id());
        return new Facts()
                .with("Policy", shown.policyId() + ", version " + shown.policyVersion())
                .with("Boot count", Long.toString(shown.bootCount()))
                .with("Debug state", shown.debugState())
                .with("Connected from", new Code(shown.remoteAddress()))
                .with("Attestation", new Code(id), new CopyButton(id, text("copy.attestation-id")));
    }

    private Component raw() {
        byte[] evidence = shown.evidence().bytes();
        byte[] result = shown.result().bytes();
        return Styled.div(
                "hf-raw",
                token("Evidence", evidence),
                new RawBytes("Evidence", "evidence-" + shown.id() + ".cose", evidence),
                token("Signed result", result),
                new RawBytes("Signed result", "result-" + shown.id() + ".cose", result));
    }

    /** The attestations, newest first, each with why it came out otherwise than the one before it. */
    private RowTable history() {
        RowTable table =
                new RowTable("Attestations, newest first", "When", "Outcome", "Against the one before", "Policy");
        table.addClassName("hf-attestations");
        for (int index = 0; index < history.size(); index++) {
            AttestationView attestation = history.get(index);
            Anchor link = new Anchor(deviceLink + "/attestation?at=" + attestation.id());
            link.add(TimeText.exact(attestation.at()));
            String change = index + 1 < history.size()
                    ? AttestationChange.between(history.get(index + 1), attestation)
                            .sentence()
                    : "";
            NativeTableRow row = table.row(
                    link,
                    StatusBadge.of(attestation.trust()),
                    RowTable.words(Clause.start(change)),
                    new Span(attestation.policyId() + ", version " + attestation.policyVersion()));
            if (attestation.id() == shown.id()) {
                link.getElement().setAttribute("aria-current", "true");
                row.getElement().setAttribute("data-shown", "");
            }
        }
        return table;
    }

    /** A signed token as a table of its claims, folded away until somebody wants to know. */
    private static Details token(String name, byte[] token) {
        List<TokenClaims> claims = TokenClaims.of(token);
        Details details = Styled.as("hf-raw-details", new Details(name + ", decoded"));
        if (claims.isEmpty()) {
            details.add(new Paragraph(
                    "These bytes are no token that the console can take apart. They are below as they came."));
            return details;
        }
        details.setSummaryText(name + ", decoded: " + Amount.of(claims.size(), "claim"));
        RowTable table = Styled.as("hf-claims", new RowTable(name + ", decoded", "Part", "Claim", "Number", "Value"));
        claims.forEach(claim -> table.row(
                new Span(claim.part()),
                RowTable.words(claim.name()),
                RowTable.words(claim.label()),
                new Code(claim.value())));
        details.add(Styled.scrolling("hf-code-box", name + ", decoded", table));
        return details;
    }

    /**
     * What an attestation says of the device beside its measurements, an aspect each: as it should be, or expected against
     * reported. What follows is the policy's to say and stands among the findings.
     */
    static final class DeviationTable extends RowTable {
        private static final String NAME = "What the device says of itself beside its measurements";
        private static final String FINE = "CURRENT";

        DeviationTable(List<DeviationView> deviations) {
            super(NAME, "Aspect", "Verdict", "Reported", "Expected");
            setCaptionText(NAME);
            addClassName("hf-measurements");
            for (Aspect aspect : Aspect.values()) {
                List<DeviationView> found = deviations.stream()
                        .filter(deviation -> deviation.kind().aspect() == aspect)
                        .toList();
                if (found.isEmpty()) {
                    mark(
                            FINE,
                            Tone.AFFIRMING,
                            row(
                                    Styled.twoLines(new Span(name(aspect)), meaning(aspect)),
                                    StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "As it should be"),
                                    new Span("–"),
                                    new Span("–")));
                }
                found.forEach(deviation -> mark(
                        deviation.kind().name(),
                        Tone.WARNING,
                        row(
                                Styled.div("hf-two-lines", new Span(name(aspect)), subject(deviation)),
                                Styled.div(
                                        "hf-verdict",
                                        StatusBadge.of(Tone.WARNING, Icon.ALERT, "Differs"),
                                        Styled.muted(deviation.reason())),
                                new Span(deviation.reported()),
                                new Span(deviation.expected()))));
            }
        }

        private static Span subject(DeviationView deviation) {
            Span subject = Styled.muted(deviation.subject().equals("device") ? "the device" : deviation.subject());
            if (!deviation.component().isEmpty()) {
                subject.setTitle("Component " + deviation.component());
            }
            return subject;
        }

        private static void mark(String verdict, Tone tone, NativeTableRow row) {
            row.getElement().setAttribute("data-tone", tone.token());
            row.getElement().setAttribute("data-verdict", verdict);
        }

        private static String name(Aspect aspect) {
            return switch (aspect) {
                case ROLLBACK -> "Rollback";
                case DEBUG -> "Debugging";
                case CAPABILITY -> "Capabilities";
                case STATE -> "Manufacture";
                case CLOCK -> "Clocks";
            };
        }

        private static String meaning(Aspect aspect) {
            return switch (aspect) {
                case ROLLBACK -> "counters and fuses only went up";
                case DEBUG -> "closed since it booted";
                case CAPABILITY -> "none";
                case STATE -> "finished";
                case CLOCK -> "it answered in time";
            };
        }
    }
}
