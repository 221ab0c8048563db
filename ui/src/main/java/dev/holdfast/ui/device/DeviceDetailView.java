package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.capability.CapabilitiesPanel;
import dev.holdfast.ui.capability.CapabilityClient;
import dev.holdfast.ui.claim.ChipActs;
import dev.holdfast.ui.claim.ChipClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.RelativeTime;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.revocation.CertificatesPanel;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.suspicion.SuspicionCard;
import dev.holdfast.ui.suspicion.SuspicionClient;
import dev.holdfast.ui.transfer.TransferClient;
import dev.holdfast.ui.transfer.TransferDialog;
import dev.holdfast.ui.transfer.Unclaiming;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * One device: what it is, whether it is trusted, and why. The tab and the attestation shown are in the address. What is done to the device
 * alone is offered by a role where it is; what the operator API takes a list of devices for, by one in the whole catalog.
 */
@Route("c/:catalog/devices/:device/:tab?(summary|attestation|certificates|capabilities|activity)")
public class DeviceDetailView extends CatalogPage {
    private static final int HISTORY = 25;
    private static final int REPORTS = 100;
    private static final int OUTAGE_DAYS = 30;
    private static final String SUMMARY = "summary";
    private static final String ATTESTATION = "attestation";
    private static final String CERTIFICATES = "certificates";
    private static final String CAPABILITIES = "capabilities";
    private static final String ACTIVITY = "activity";

    private final transient SignedIn signedIn;
    private final transient DeviceClient client;
    private final transient TransferClient transfers;
    private final transient SuspicionClient suspicions;
    private final transient ChipClient chips;
    private final transient RevocationClient revoking;
    private final transient CapabilityClient capabilities;
    private final transient ApprovalClient approvals;
    private String name = "";

    /** Makes the page. */
    @Inject
    public DeviceDetailView(
            SignedIn signedIn,
            @RestClient DeviceClient client,
            @RestClient TransferClient transfers,
            @RestClient SuspicionClient suspicions,
            @RestClient ChipClient chips,
            @RestClient RevocationClient revoking,
            @RestClient CapabilityClient capabilities,
            @RestClient ApprovalClient approvals) {
        super(signedIn);
        this.signedIn = signedIn;
        this.chips = chips;
        this.revoking = revoking;
        this.capabilities = capabilities;
        this.approvals = approvals;
        this.client = client;
        this.transfers = transfers;
        this.suspicions = suspicions;
    }

    @Override
    protected void show(Visit visit) {
        String id = visit.path().get("device").orElseThrow(NotFoundException::new);
        String tab = visit.path().get("tab").orElse(SUMMARY);
        DeviceView device = client.device(visit.catalog(), id);
        name = device.name().isEmpty() ? device.id().shortText() : device.name();
        Visit here = in(visit, device.product(), device.group());
        removeAll();
        add(header(here, device));
        suspicions.of(visit.catalog(), id).stream()
                .filter(suspicion -> suspicion.dismissedAt() == null)
                .forEach(suspicion -> add(
                        new SuspicionCard(suspicions, revoking, approvals, here, suspicion, false, () -> show(visit))));
        add(tabs(visit.catalog(), device, tab), content(here, device, tab));
    }

    @Override
    protected boolean isForParts() {
        return true;
    }

    @Override
    protected String title() {
        return name;
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(name));
    }

    private PageHeader header(Visit visit, DeviceView device) {
        PageHeader header = new PageHeader(name);
        header.setClassName("hf-id-title", device.name().isEmpty());
        if (visit.mayHere(Act.MANAGE_FLEET)) {
            header.offer(new Button(
                    "Describe…",
                    clicked -> new DescribeDialog(
                                    client, visit.catalog(), device.id().text(), () -> show(visit))
                            .open()));
        }
        if (visit.mayHere(Act.MANAGE_CATALOG)) {
            BlockActs acts = new BlockActs(revoking, approvals, catalog(), () -> show(visit));
            header.offer(
                    device.block() == null
                            ? new Button("Block…", clicked -> acts.block(name, device.id()))
                            : new Button("Unblock…", clicked -> acts.unblock(name, device.id())));
        }
        if (visit.may(Act.MANAGE_CATALOG)) {
            header.offer(
                    new Button("Transfer…", clicked -> transfer(device)),
                    new Button("Unclaim…", clicked -> unclaim(device)));
        }
        if (signedIn.me().installationOwner()) {
            header.offer(new Button("Revoke chip…", clicked -> revoke(visit, device)));
        }
        if (device.block() != null) {
            header.beside(StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Device blocked"));
        }
        return header.beside(
                        new CopyButton(device.id().text(), "device ID"),
                        StatusBadge.of(device.health()),
                        StatusBadge.ofUpdate(device))
                .say(sentence(device));
    }

    private void transfer(DeviceView device) {
        new TransferDialog(
                        transfers,
                        approvals,
                        catalog(),
                        List.of(device.id()),
                        () -> getUI().ifPresent(ui -> ui.navigate(Links.transfers(catalog()))))
                .open();
    }

    private void unclaim(DeviceView device) {
        Unclaiming.dialog(
                        transfers,
                        approvals,
                        catalog(),
                        name,
                        List.of(device.id()),
                        () -> getUI().ifPresent(ui -> ui.navigate(Links.transfers(catalog()))))
                .open();
    }

    private void revoke(Visit visit, DeviceView device) {
        ChipActs.revoke(chips, List.of(device.id()), said -> {
            Toast.done(said);
            show(visit);
        });
    }

    /** Says why a device is trusted or not, and for how long already. */
    static String sentence(DeviceView device) {
        Block block = device.block();
        return block == null ? standing(device) : "Blocked by " + block.by() + ": " + block.reason();
    }

    private static String standing(DeviceView device) {
        String reason = device.trust() == Trust.TRUSTED ? "Runs what it should" : reason(device);
        if (device.trustSince() == null) {
            return reason;
        }
        Duration duration = Duration.between(device.trustSince(), Instant.now());
        String length = RelativeTime.length(duration.isNegative() ? Duration.ZERO : duration);
        return reason + (reason.endsWith(".") ? " For " : ", for ") + length;
    }

    private static String reason(DeviceView device) {
        return device.reason().isEmpty() ? StatusBadge.word(device.trust()) : device.reason();
    }

    private static Nav tabs(String catalog, DeviceView device, String selected) {
        Nav tabs = new Nav();
        tabs.addClassName("hf-tabs");
        tabs.getElement().setAttribute("aria-label", "Parts of the device");
        for (String tab : List.of(SUMMARY, ATTESTATION, CERTIFICATES, CAPABILITIES, ACTIVITY)) {
            Anchor link = new Anchor(Links.device(catalog, device.id(), tab), words(tab));
            if (tab.equals(selected)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            tabs.add(link);
        }
        return tabs;
    }

    private Component content(Visit visit, DeviceView device, String tab) {
        String id = device.id().text();
        return switch (tab) {
            case ATTESTATION -> attestation(visit, device, client.attestations(visit.catalog(), id, HISTORY));
            case ACTIVITY ->
                new ActivityPanel(
                        Links.device(visit.catalog(), device.id()),
                        client.attestations(visit.catalog(), id, HISTORY),
                        client.reports(visit.catalog(), id, REPORTS),
                        visit.may(Act.READ) ? client.outages(visit.catalog(), OUTAGE_DAYS) : List.of());
            case CERTIFICATES -> new CertificatesPanel(revoking, approvals, visit, id, () -> show(visit));
            case CAPABILITIES ->
                new CapabilitiesPanel(
                        capabilities,
                        approvals,
                        visit.catalog(),
                        id,
                        visit.mayHere(Act.ISSUE_CAPABILITIES),
                        () -> show(visit));
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

    private static String words(String tab) {
        return Character.toUpperCase(tab.charAt(0)) + tab.substring(1);
    }
}
