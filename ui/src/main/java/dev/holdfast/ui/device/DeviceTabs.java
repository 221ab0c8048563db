package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.capability.CapabilitiesPanel;
import dev.holdfast.ui.capability.CapabilityClient;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageTabs;
import dev.holdfast.ui.revocation.CertificatesPanel;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tabs of a device's page.
 *
 * @param again shows the page again after a change
 */
record DeviceTabs(
        DeviceClient client,
        RevocationClient revoking,
        CapabilityClient capabilities,
        ApprovalClient approvals,
        Consumer<Visit> again) {
    private static final int HISTORY = 25;
    private static final int REPORTS = 100;
    private static final int OUTAGE_DAYS = 30;
    private static final String SUMMARY = "summary";
    private static final String ATTESTATION = "attestation";
    private static final String CERTIFICATES = "certificates";
    private static final String CAPABILITIES = "capabilities";
    private static final String ACTIVITY = "activity";

    Nav links(Visit visit, DeviceView device) {
        return new PageTabs(
                "Parts of the device",
                List.of(SUMMARY, ATTESTATION, CERTIFICATES, CAPABILITIES, ACTIVITY),
                tab(visit),
                tab -> Links.device(visit.catalog(), device.id(), tab));
    }

    /** Returns whether the tab that is shown tells what the device does, and so follows it. */
    boolean isLive(Visit visit) {
        return visit.query("at").isEmpty()
                && List.of(SUMMARY, ATTESTATION, ACTIVITY).contains(tab(visit));
    }

    private static String tab(Visit visit) {
        return visit.path().get("tab").orElse(SUMMARY);
    }

    /** Returns the tab that the address names. */
    Component content(Visit visit, DeviceView device) {
        String id = device.id().text();
        return switch (tab(visit)) {
            case ATTESTATION -> attestation(visit, device, client.attestations(visit.catalog(), id, HISTORY));
            case ACTIVITY ->
                new ActivityPanel(
                        Links.device(visit.catalog(), device.id()),
                        client.attestations(visit.catalog(), id, HISTORY),
                        client.reports(visit.catalog(), id, REPORTS),
                        visit.may(Act.READ) ? client.outages(visit.catalog(), OUTAGE_DAYS) : List.of());
            case CERTIFICATES -> new CertificatesPanel(revoking, approvals, visit, id, () -> again.accept(visit));
            case CAPABILITIES ->
                new CapabilitiesPanel(
                        capabilities,
                        approvals,
                        visit.catalog(),
                        id,
                        visit.mayHere(Act.ISSUE_CAPABILITIES),
                        () -> again.accept(visit));
            default -> new SummaryPanel(visit.catalog(), device);
        };
    }

    private static Component attestation(Visit visit, DeviceView device, List<AttestationView> history) {
        if (history.isEmpty()) {
            return new EmptyState(
                    Icon.SHIELD,
                    "It has never attested",
                    "Expected against reported appears here after the device has connected and proved what it runs.");
        }
        String wanted = visit.query("at");
        String link = Links.device(visit.catalog(), device.id());
        return history.stream()
                .filter(attestation ->
                        wanted.isEmpty() || Long.toString(attestation.id()).equals(wanted))
                .findFirst()
                .<Component>map(shown -> new AttestationPanel(link, shown, history))
                .orElseGet(() -> new EmptyState(
                        Icon.SEARCH,
                        "This attestation is not there",
                        "It is older than the " + history.size()
                                + " that are shown, is kept no longer, or belongs to another device.",
                        new Anchor(link + "/" + ATTESTATION, "Show the newest attestation")));
    }
}
