package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DeviceRollout;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.capability.CapabilitiesPanel;
import dev.holdfast.ui.capability.CapabilityClient;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.OutageBand;
import dev.holdfast.ui.component.PageTabs;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.CertificatesPanel;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Tabs of the device page. {@code again} shows the page again after a change. */
record DeviceTabs(
        DeviceClient client,
        RevocationClient revocations,
        CapabilityClient capabilities,
        ApprovalClient approvals,
        UpdateClient updates,
        Consumer<Visit> again) {
    /** The number of attestations that the tabs show, newest first. */
    private static final int HISTORY = 25;

    private static final int REPORTS = 100;
    private static final int DEPLOYMENTS = 10;
    private static final String RECENT_OUTAGES = "at:<30d";
    private static final String SUMMARY = "summary";
    private static final String ATTESTATION = "attestation";
    private static final String SOFTWARE = "software";
    private static final String CERTIFICATES = "certificates";
    private static final String CAPABILITIES = "capabilities";
    private static final String ACTIVITY = "activity";

    Nav links(Visit visit, DeviceView device) {
        return new PageTabs(
                text("device.tabs"),
                List.of(SUMMARY, ATTESTATION, SOFTWARE, CERTIFICATES, CAPABILITIES, ACTIVITY),
                tab(visit),
                tab -> Links.device(visit.catalog(), device.id(), tab));
    }

    /** Returns whether the current tab updates when the device changes. */
    boolean isLive(Visit visit) {
        return visit.query("at").isEmpty()
                && List.of(SUMMARY, ATTESTATION, SOFTWARE, ACTIVITY).contains(tab(visit));
    }

    private static String tab(Visit visit) {
        return visit.path().get("tab").orElse(SUMMARY);
    }

    Component content(Visit visit, DeviceView device) {
        String id = device.id().text();
        return switch (tab(visit)) {
            case ATTESTATION -> attestation(visit, device, client.attestations(visit.catalog(), id, HISTORY));
            case SOFTWARE ->
                new SoftwarePanel(
                        visit,
                        device,
                        device.name().isEmpty() ? device.id().shortText() : device.name(),
                        target(visit.catalog(), device),
                        deployments(visit.catalog(), device),
                        new UpdateActions(
                                updates,
                                visit.catalog(),
                                visit.mayHere(Permission.PUBLISH),
                                () -> again.accept(visit)));
            case ACTIVITY ->
                new ActivityPanel(
                        Links.device(visit.catalog(), device.id()),
                        client.attestations(visit.catalog(), id, HISTORY),
                        client.reports(visit.catalog(), id, REPORTS),
                        visit.may(Permission.READ) ? client.outages(visit.catalog(), RECENT_OUTAGES) : List.of());
            case CERTIFICATES -> new CertificatesPanel(revocations, approvals, visit, id, () -> again.accept(visit));
            case CAPABILITIES ->
                new CapabilitiesPanel(
                        capabilities,
                        approvals,
                        visit.catalog(),
                        id,
                        visit.mayHere(Permission.ISSUE_CAPABILITIES),
                        () -> again.accept(visit));
            default -> new SummaryPanel(visit, device);
        };
    }

    /** Returns the images of the target of a device: of the active rollout that opened it, or else of its group. */
    private List<ImageView> target(String catalog, DeviceView device) {
        DeviceRollout rollout = device.update().rollout();
        if (rollout != null && rollout.active() && rollout.phase() != null) {
            RolloutView opened =
                    updates.rollout(catalog, rollout.id().toString()).getEntity();
            // A rollout of an operating system keeps the deployment of the group.
            if (!opened.images().isEmpty()) {
                return opened.images();
            }
        }
        return device.update().target() == 0
                ? List.of()
                : updates
                        .deployments(catalog, device.product(), device.group(), ListRequest.of("is:current", 1))
                        .getEntity()
                        .stream()
                        .flatMap(deployment -> deployment.images().stream())
                        .toList();
    }

    /** Returns the newest deployments to the group of a device, newest first; none for a device without a group. */
    private List<DeploymentView> deployments(String catalog, DeviceView device) {
        return NoGroup.isNamed(device.group())
                ? List.of()
                : updates.deployments(catalog, device.product(), device.group(), ListRequest.of(null, DEPLOYMENTS))
                        .getEntity();
    }

    private static Component attestation(Visit visit, DeviceView device, List<AttestationView> history) {
        if (history.isEmpty()) {
            return new EmptyState(Icon.SHIELD, text("attestation.empty.title"), text("attestation.empty.text"));
        }
        String id = visit.query("at");
        String link = Links.device(visit.catalog(), device.id());
        return history.stream()
                .filter(attestation ->
                        id.isEmpty() || Long.toString(attestation.id()).equals(id))
                .findFirst()
                .<Component>map(shown -> new AttestationPanel(link, shown, history))
                .orElseGet(() -> new EmptyState(
                        Icon.SEARCH,
                        text("attestation.not-found.title"),
                        text("attestation.not-found.text", history.size()),
                        new Anchor(link + "/" + ATTESTATION, text("attestation.not-found.newest"))));
    }

    /** Timeline of a device's attestations and reports, newest first, and of Holdfast's outages since the oldest of these. */
    static final class ActivityPanel extends Div {
        private record Entry(Instant at, Component badge, Component content) {}

        ActivityPanel(
                String deviceLink,
                List<AttestationView> attestations,
                List<ReportView> reports,
                List<VerifierOutage> outages) {
            List<Entry> entries = new ArrayList<>();
            attestations.forEach(attestation -> entries.add(entry(deviceLink, attestation)));
            reports.forEach(report -> entries.add(entry(report)));
            Instant first = entries.stream()
                    .map(Entry::at)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            outages.stream()
                    .filter(outage -> outage.endedAt().isAfter(first))
                    .forEach(outage -> entries.add(entry(outage)));
            entries.sort(Comparator.comparing(Entry::at).reversed());
            if (entries.isEmpty()) {
                add(new EmptyState(Icon.HOURGLASS, text("activity.empty.title"), text("activity.empty.text")));
                return;
            }
            OrderedList timeline = Styled.as("hf-timeline", new OrderedList());
            for (Entry entry : entries) {
                timeline.add(new ListItem(TimeText.exact(entry.at()), entry.badge(), entry.content()));
            }
            add(timeline);
        }

        private static Entry entry(String deviceLink, AttestationView attestation) {
            String text = attestation.findings().isEmpty()
                    ? text("activity.attested")
                    : text(
                            "activity.attested-with",
                            attestation.findings().getFirst().message());
            return new Entry(
                    attestation.at(),
                    StatusBadge.of(attestation),
                    new Anchor(deviceLink + "/attestation?at=" + attestation.id(), text));
        }

        private static Entry entry(VerifierOutage outage) {
            return new Entry(
                    outage.endedAt(),
                    StatusBadge.of(Tone.UNKNOWN, Icon.BLOCKED, text("activity.outage")),
                    new OutageBand(outage));
        }

        private static Entry entry(ReportView report) {
            Div content = new Div(new Span(DeviceWords.of("device-report", report.kind())));
            report.detail().forEach((name, value) -> content.add(new Code(name + "=" + value)));
            content.addClassName("hf-report");
            return new Entry(
                    report.receivedAt(),
                    StatusBadge.of(tone(report.kind()), Icon.AUDIT, text("activity.report")),
                    content);
        }

        private static Tone tone(String kind) {
            boolean bad = kind.contains("FAIL") || kind.contains("CRASH") || kind.contains("ERROR");
            return bad ? Tone.CONTRAINDICATED : Tone.UNKNOWN;
        }
    }
}
