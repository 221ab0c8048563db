package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
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

/** Shows an attestation: findings, changes since the previous one, measurements, other checks, tokens and history. */
final class AttestationPanel extends Div {
    private final String deviceLink;
    private final transient AttestationView shown;
    private final transient List<AttestationView> history;

    AttestationPanel(String deviceLink, AttestationView shown, List<AttestationView> history) {
        this.deviceLink = deviceLink;
        this.shown = shown;
        this.history = history;
        addClassName("hf-stack");
        add(result());
        add(new Panel(text("attestation.measurements.title"), new MeasurementTable(shown)));
        add(new Panel(text("attestation.checks.title"), new DeviationTable(shown.deviations())));
        add(new Panel(text("attestation.tokens.title"), facts(), raw()));
        add(new Panel(text("attestation.history.title"), history()));
    }

    private Panel result() {
        Panel panel = new Panel(text("attestation.result", shown.findings().size()));
        panel.beside(StatusBadge.of(shown), TimeText.full(shown.at()));
        if (shown.findings().isEmpty()) {
            panel.add(new Paragraph(text("attestation.passed")));
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
        Paragraph remedy = Styled.as("hf-remedy", new Paragraph(text("attestation.remedy", finding.remediation())));
        Paragraph origin =
                Styled.as("hf-muted", new Paragraph(new Code(finding.code()), new Span(" · " + finding.subject())));
        ListItem item = new ListItem(message, remedy, origin);
        Tone tone = finding.code().equals(StatusBadge.NOT_RELEASED) ? Tone.UNKNOWN : StatusBadge.tone(shown.trust());
        item.getElement().setAttribute("data-tone", tone.token());
        return item;
    }

    private Component change() {
        @Nullable AttestationView before = beside(1);
        if (before == null) {
            return new Paragraph(text("attestation.change.first"));
        }
        AttestationChange change = AttestationChange.between(before, shown);
        Span title = Styled.as("hf-problem-title", new Span(text("attestation.change.title")));
        return new Paragraph(title, new Text(" "), new Span(Clause.sentence(change.sentence())));
    }

    private Nav around() {
        Nav around = new Nav();
        around.getElement().setAttribute("aria-label", text("attestation.around"));
        around.addClassName("hf-around");
        link(around, text("attestation.earlier"), beside(1));
        link(around, text("attestation.later"), beside(-1));
        if (history.getFirst().id() != shown.id()) {
            around.add(new Anchor(deviceLink + "/attestation", text("attestation.newest")));
        }
        return around;
    }

    private void link(Nav around, String label, @Nullable AttestationView other) {
        if (other != null) {
            around.add(new Anchor(deviceLink + "/attestation?at=" + other.id(), label));
        }
    }

    /** Returns the attestation that is {@code steps} older than the shown one, newer if negative; null if not in the history. */
    private @Nullable AttestationView beside(int steps) {
        int index = history.indexOf(shown) + steps;
        return index >= 0 && index < history.size() ? history.get(index) : null;
    }

    private Facts facts() {
        String id = Long.toString(shown.id());
        return new Facts()
                .with(text("attestation.policy"), policy(shown))
                .with(text("attestation.boot-count"), Amount.of(shown.bootCount()))
                .with(text("attestation.debug-state"), DeviceWords.of("debug-state", shown.debugState()))
                .with(text("attestation.remote-address"), new Code(shown.remoteAddress()))
                .with(text("attestation.id"), new Code(id), new CopyButton(id, text("copy.attestation-id")));
    }

    private static String policy(AttestationView attestation) {
        return text(
                "attestation.policy-version", attestation.policyId(), Integer.toString(attestation.policyVersion()));
    }

    private Component raw() {
        String evidenceName = text("attestation.evidence");
        String resultName = text("attestation.signed-result");
        byte[] evidence = shown.evidence().bytes();
        byte[] result = shown.result().bytes();
        return Styled.div(
                "hf-raw",
                token(evidenceName, evidence),
                new RawBytes(evidenceName, "evidence-" + shown.id() + ".cose", evidence),
                token(resultName, result),
                new RawBytes(resultName, "result-" + shown.id() + ".cose", result));
    }

    /** Lists the attestations, newest first, each with its differences to the previous one. */
    private RowTable history() {
        RowTable table = new RowTable(
                text("attestation.history.table"),
                text("attestation.history.time"),
                text("attestation.history.result"),
                text("attestation.history.changes"),
                text("attestation.policy"));
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
                    StatusBadge.of(attestation),
                    RowTable.words(Clause.start(change)),
                    new Span(policy(attestation)));
            if (attestation.id() == shown.id()) {
                link.getElement().setAttribute("aria-current", "true");
                row.getElement().setAttribute("data-shown", "");
            }
        }
        return table;
    }

    /** Creates a collapsed table of the claims of a signed token. */
    private static Details token(String name, byte[] token) {
        List<TokenClaims> claims = TokenClaims.of(token);
        Details details =
                Styled.as("hf-raw-details", new Details(text("attestation.decoded.summary", name, claims.size())));
        if (claims.isEmpty()) {
            details.add(new Paragraph(text("attestation.decoded.unreadable")));
            return details;
        }
        RowTable table = Styled.as(
                "hf-claims",
                new RowTable(
                        text("attestation.decoded", name),
                        text("attestation.decoded.part"),
                        text("attestation.decoded.claim"),
                        text("attestation.decoded.key"),
                        text("attestation.decoded.value")));
        claims.forEach(claim -> table.row(
                new Span(claim.part()),
                RowTable.words(claim.name()),
                RowTable.words(claim.label()),
                new Code(claim.value())));
        details.add(Styled.scrolling("hf-code-box", text("attestation.decoded", name), table));
        return details;
    }

    /** Checks of a device other than measurements: one row for each aspect that passed, and one for each deviation. */
    static final class DeviationTable extends RowTable {
        /** The {@code data-verdict} of rows that style sheets do not highlight. */
        private static final String PASSED = "CURRENT";

        DeviationTable(List<DeviationView> deviations) {
            super(
                    text("attestation.checks.title"),
                    text("attestation.checks.check"),
                    text("attestation.checks.result"),
                    text("attestation.checks.reported"),
                    text("attestation.checks.expected"));
            setCaptionText(text("attestation.checks.title"));
            addClassName("hf-measurements");
            for (Aspect aspect : Aspect.values()) {
                List<DeviationView> found = deviations.stream()
                        .filter(deviation -> deviation.kind().aspect() == aspect)
                        .toList();
                if (found.isEmpty()) {
                    mark(
                            PASSED,
                            Tone.AFFIRMING,
                            row(
                                    Styled.twoLines(
                                            new Span(word(aspect)), DeviceWords.of("aspect.passed", aspect.name())),
                                    StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("attestation.checks.passed")),
                                    new Span("–"),
                                    new Span("–")));
                }
                found.forEach(deviation -> mark(
                        deviation.kind().name(),
                        Tone.WARNING,
                        row(
                                Styled.div("hf-two-lines", new Span(word(aspect)), subject(deviation)),
                                Styled.div(
                                        "hf-verdict",
                                        StatusBadge.of(Tone.WARNING, Icon.ALERT, text("attestation.checks.differs")),
                                        Styled.muted(deviation.reason())),
                                new Span(deviation.reported()),
                                new Span(deviation.expected()))));
            }
        }

        private static Span subject(DeviationView deviation) {
            Span subject = Styled.muted(
                    deviation.subject().equals("device") ? text("attestation.checks.device") : deviation.subject());
            if (!deviation.component().isEmpty()) {
                subject.setTitle(text("attestation.component", deviation.component()));
            }
            return subject;
        }

        private static void mark(String verdict, Tone tone, NativeTableRow row) {
            row.getElement().setAttribute("data-tone", tone.token());
            row.getElement().setAttribute("data-verdict", verdict);
        }
    }
}
