package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.anomaly.AnomalyCard;
import dev.holdfast.ui.anomaly.AnomalyClient;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.capability.CapabilityClient;
import dev.holdfast.ui.claim.ChipActions;
import dev.holdfast.ui.claim.EndorsementClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.revocation.BlockActions;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferClient;
import dev.holdfast.ui.transfer.TransferDialog;
import dev.holdfast.ui.transfer.Unclaiming;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * One device. The path holds the tab, and the query parameter {@code at} the ID of the shown attestation.
 *
 * <p>Actions that the API offers for one device require a role in its group, its product or the catalog. Actions that the API offers for a
 * list of devices require a role in the catalog.
 */
@Route("c/:catalog/devices/:device/:tab?(summary|attestation|software|certificates|capabilities|activity)")
public class DeviceDetailView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final transient DeviceClient client;
    private final transient TransferClient transfers;
    private final transient AnomalyClient anomalies;
    private final transient EndorsementClient chips;
    private final transient RevocationClient revocations;
    private final transient ApprovalClient approvals;
    private final transient DeviceTabs tabs;
    private PageHeader header = new PageHeader("");
    private transient @Nullable Shown shown;

    private record Shown(Visit visit, DeviceView device, Component content) {}

    public DeviceDetailView(
            SignedIn signedIn,
            @RestClient DeviceClient client,
            @RestClient TransferClient transfers,
            @RestClient AnomalyClient anomalies,
            @RestClient EndorsementClient chips,
            @RestClient RevocationClient revocations,
            @RestClient CapabilityClient capabilities,
            @RestClient ApprovalClient approvals,
            @RestClient UpdateClient updates) {
        super(signedIn, text("device.title"));
        openToScopedRoles();
        addParent(text("devices.title"), Links::devices);
        this.chips = chips;
        this.revocations = revocations;
        this.approvals = approvals;
        this.client = client;
        this.transfers = transfers;
        this.anomalies = anomalies;
        this.tabs = new DeviceTabs(client, revocations, capabilities, approvals, updates, this::showAgain);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        String id = visit.path("device");
        DeviceView device = client.device(visit.catalog(), id);
        changeTitle(device.name().isEmpty() ? device.id().shortText() : device.name());
        Visit here = withRolesIn(visit, device.product(), device.group());
        removeAll();
        header = header(here, device);
        add(header);
        anomalies.of(visit.catalog(), id).stream()
                .filter(anomaly -> anomaly.dismissedAt() == null)
                .forEach(anomaly -> add(new AnomalyCard(
                        anomalies, revocations, approvals, here, anomaly, false, () -> showAgain(visit))));
        Component content = tabs.content(here, device);
        add(tabs.links(here, device), content);
        shown = new Shown(here, device, content);
    }

    /**
     * Polls the device. If it did not change, updates only the duration in the header. Otherwise replaces the header, and the content if
     * its tab is live. Other content stays, because someone may be reading or typing.
     */
    private void refresh() {
        Shown before = shown;
        if (before == null) {
            return;
        }
        Visit visit = before.visit();
        DeviceView now = client.device(visit.catalog(), before.device().id().text());
        if (before.device().equals(now)) {
            header.say(SummaryPanel.sentence(now));
            return;
        }
        PageHeader renewed = header(visit, now);
        replace(header, renewed);
        header = renewed;
        boolean live = tabs.isLive(visit);
        Component content = live ? tabs.content(visit, now) : before.content();
        if (live) {
            replace(before.content(), content);
        }
        shown = new Shown(visit, now, content);
    }

    private PageHeader header(Visit visit, DeviceView device) {
        PageHeader header = new PageHeader(title());
        header.setClassName("hf-id-title", device.name().isEmpty());
        offerActions(header, visit, device);
        return header.beside(
                        new CopyButton(device.id().text(), text("copy.device-id")),
                        StatusBadge.ofHealth(device),
                        StatusBadge.ofUpdate(device))
                .say(SummaryPanel.sentence(device));
    }

    /** Offers the actions that the person may take: harmless ones first, dangerous ones last. */
    private void offerActions(PageHeader header, Visit visit, DeviceView device) {
        BlockActions blocking = new BlockActions(revocations, approvals, catalog(), () -> showAgain(visit));
        boolean mayBlock = visit.mayHere(Permission.MANAGE_CATALOG);
        boolean mayRelease = visit.may(Permission.MANAGE_CATALOG);
        if (mayBlock && device.block() != null) {
            header.offer(Styled.primary(text("device.unblock"), () -> blocking.unblock(title(), device.id())));
        }
        if (visit.mayHere(Permission.MANAGE_FLEET)) {
            header.offer(new Button(
                    text("device.edit"),
                    clicked -> new DeviceActions.DetailsDialog(
                                    client, visit.catalog(), device.id().text(), () -> showAgain(visit))
                            .open()));
        }
        if (mayRelease) {
            header.offer(new Button(text("device.transfer"), clicked -> transfer(device)));
        }
        if (mayBlock && device.block() == null) {
            header.offer(Styled.dangerous(text("device.block"), () -> blocking.block(title(), device.id())));
        }
        if (mayRelease) {
            header.offer(Styled.dangerous(text("device.unclaim"), () -> unclaim(device)));
        }
        if (signedIn().me().installationOwner()) {
            header.offer(Styled.dangerous(text("device.revoke-chip"), () -> revoke(visit, device)));
        }
    }

    private void transfer(DeviceView device) {
        new TransferDialog(
                        transfers,
                        approvals,
                        catalog(),
                        List.of(device.id()),
                        () -> Links.go(this, Links.transfers(catalog())))
                .open();
    }

    private void unclaim(DeviceView device) {
        Unclaiming.dialog(
                        transfers,
                        approvals,
                        catalog(),
                        title(),
                        List.of(device.id()),
                        () -> Links.go(this, Links.transfers(catalog())))
                .open();
    }

    private void revoke(Visit visit, DeviceView device) {
        ChipActions.revoke(chips, List.of(device.id()), result -> {
            Toast.done(result);
            showAgain(visit);
        });
    }
}
