package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.AttestationView;
import dev.holdfast.contract.operator.DeviceView;
import dev.holdfast.contract.operator.Trust;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.RelativeTime;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** One device: what it is, whether it is trusted, and why. The tab and the attestation shown are in the address. */
@Route("c/:catalog/devices/:device/:tab?(summary|attestation|activity)")
public class DeviceDetailView extends CatalogPage {
    private static final int HISTORY = 25;
    private static final int REPORTS = 100;
    private static final String SUMMARY = "summary";
    private static final String ATTESTATION = "attestation";
    private static final String ACTIVITY = "activity";

    private final transient DeviceClient client;
    private String name = "";

    /** Makes the page. */
    @Inject
    public DeviceDetailView(SignedIn signedIn, @RestClient DeviceClient client) {
        super(signedIn);
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        String id = visit.path().get("device").orElseThrow(NotFoundException::new);
        String tab = visit.path().get("tab").orElse(SUMMARY);
        DeviceView device = client.device(visit.catalog(), id);
        name = device.name().isEmpty() ? device.id().shortText() : device.name();
        removeAll();
        add(header(device), tabs(visit.catalog(), device, tab), content(visit, device, tab));
    }

    @Override
    protected String title() {
        return name;
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(name));
    }

    private PageHeader header(DeviceView device) {
        PageHeader header = new PageHeader(name);
        header.setClassName("hf-id-title", device.name().isEmpty());
        return header.beside(
                        new CopyButton(device.id().text(), "device ID"),
                        StatusBadge.of(device.trust()),
                        StatusBadge.ofUpdate(device))
                .say(sentence(device));
    }

    /** Says why a device is trusted or not, and for how long already. */
    static String sentence(DeviceView device) {
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
        for (String tab : List.of(SUMMARY, ATTESTATION, ACTIVITY)) {
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
                        client.reports(visit.catalog(), id, REPORTS));
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
