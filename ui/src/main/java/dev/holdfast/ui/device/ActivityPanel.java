package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.OutageBand;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a device did and said, newest first: its attestations and its reports in one line of time. */
final class ActivityPanel extends Div {
    private record Entry(Instant at, Component badge, Component what) {}

    ActivityPanel(
            String deviceLink,
            List<AttestationView> attestations,
            List<ReportView> reports,
            List<VerifierOutage> outages) {
        List<Entry> entries = new ArrayList<>();
        attestations.forEach(attestation -> entries.add(entry(deviceLink, attestation)));
        reports.forEach(report -> entries.add(entry(report)));
        Instant first =
                entries.stream().map(Entry::at).min(Comparator.naturalOrder()).orElse(Instant.MAX);
        outages.stream()
                .filter(outage -> outage.endedAt().isAfter(first))
                .forEach(outage -> entries.add(entry(outage)));
        entries.sort(Comparator.comparing(Entry::at).reversed());
        if (entries.isEmpty()) {
            add(new EmptyState(
                    Icon.HOURGLASS,
                    "Nothing heard yet",
                    "Attestations, update outcomes and crash reports appear here once the device connects."));
            return;
        }
        OrderedList timeline = Styled.as("hf-timeline", new OrderedList());
        for (Entry entry : entries) {
            timeline.add(new ListItem(TimeText.exact(entry.at()), entry.badge(), entry.what()));
        }
        add(timeline);
    }

    private static Entry entry(String deviceLink, AttestationView attestation) {
        String text = attestation.findings().isEmpty()
                ? "Attested, no findings"
                : "Attested: " + attestation.findings().getFirst().message();
        return new Entry(
                attestation.at(),
                StatusBadge.of(attestation.trust()),
                new Anchor(deviceLink + "/attestation?at=" + attestation.id(), text));
    }

    private static Entry entry(VerifierOutage outage) {
        return new Entry(
                outage.endedAt(), StatusBadge.of(Tone.UNKNOWN, Icon.BLOCKED, "Holdfast down"), new OutageBand(outage));
    }

    private static Entry entry(ReportView report) {
        Div what = new Div(new Span(words(report.kind())));
        report.detail().forEach((name, value) -> what.add(new Code(name + "=" + value)));
        what.addClassName("hf-report");
        return new Entry(report.receivedAt(), StatusBadge.of(tone(report.kind()), Icon.AUDIT, "Report"), what);
    }

    private static Tone tone(String kind) {
        boolean bad = kind.contains("FAIL") || kind.contains("CRASH") || kind.contains("ERROR");
        return bad ? Tone.CONTRAINDICATED : Tone.UNKNOWN;
    }

    /** Writes {@code UPDATE_INSTALLED} as {@code Update installed}. */
    static String words(String kind) {
        String lower = kind.replace('_', ' ').toLowerCase(Locale.ROOT);
        return lower.isEmpty() ? kind : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
}
