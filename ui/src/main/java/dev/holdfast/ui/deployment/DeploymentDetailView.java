package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.device.DeviceGrid;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** A deployment and its devices. Refreshes every few seconds. */
@Route("c/:catalog/deployments/:deployment")
public class DeploymentDetailView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private final transient DeploymentClient client;
    private final transient DeviceClient deviceClient;
    private final Div progress = new Div();
    private PageHeader header = new PageHeader("");
    private @Nullable DeviceGrid devices;
    private @Nullable Progress shown;
    private String id = "";

    public DeploymentDetailView(
            SignedIn signedIn, @RestClient DeploymentClient client, @RestClient DeviceClient devices) {
        super(signedIn, text("deployment.title"));
        addParent(text("deployments.title"), Links::deployments);
        this.client = client;
        this.deviceClient = devices;
        progress.addClassName("hf-progress");
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        id = visit.path("deployment");
        DeploymentView deployment = client.deployment(visit.catalog(), id);
        removeAll();
        changeTitle(deployment.product() + " / " + deployment.group());
        header = new PageHeader(title());
        DeviceGrid grid = new DeviceGrid(visit.catalog());
        grid.setAllRowsVisible(false);
        grid.addClassName("hf-grid-inset");
        grid.setEmptyStateComponent(
                new EmptyState(Icon.DEVICE, text("deployment.empty.title"), text("deployment.empty")));
        grid.setItems(
                fetch ->
                        // The cursor of this list is the number of rows before the page.
                        client
                                .devices(visit.catalog(), id, Integer.toString(fetch.getOffset()), fetch.getLimit())
                                .items()
                                .stream(),
                counted -> (int) client.devices(visit.catalog(), id, null, 1).total());
        devices = grid;
        Panel panel = new Panel(text("deployment.devices"), grid).beside(allDevices(deployment));
        add(header, progress, images(deployment), panel);
        shown = null;
        update(deployment);
    }

    private void refresh() {
        update(client.deployment(catalog(), id));
    }

    private void update(DeploymentView deployment) {
        Progress.Held held = Progress.Held.ask(deviceClient, catalog(), List.of(deployment));
        Progress current = new Progress(deployment, held.of(deployment));
        if (current.equals(shown)) {
            return;
        }
        boolean first = shown == null;
        shown = current;
        header.say(current.sentence());
        StackedBar bar = current.bar();
        progress.removeAll();
        Div line = Styled.div("hf-progress-line", current.badge(), bar.legend(segment -> ""));
        progress.add(line, bar.draw());
        if (!first && devices != null) {
            devices.getDataProvider().refreshAll();
        }
    }

    private Anchor allDevices(DeploymentView deployment) {
        DeviceQuery group = DeviceQuery.ALL.withProduct(deployment.product()).withGroup(deployment.group());
        return new Anchor(Links.devices(catalog(), group.toParameters()), text("deployment.device-list"));
    }

    private static Panel images(DeploymentView deployment) {
        UnorderedList images = Styled.as("hf-image-list", new UnorderedList());
        deployment.images().forEach(image -> images.add(item(image)));
        Facts facts = new Facts()
                .with(
                        text("deployment.started"),
                        TimeText.full(deployment.createdAt()),
                        new Span(" " + text("deployment.by", deployment.createdBy())))
                .with(text("deployment.manifest-version"), new Code(Long.toString(deployment.manifestVersion())))
                .with(
                        text("deployment.id"),
                        new Code(deployment.id().toString()),
                        new CopyButton(deployment.id().toString(), text("copy.deployment-id")));
        return new Panel(text("deployment.images"), images, facts);
    }

    private static ListItem item(ImageView image) {
        Span kind = Styled.muted(text("deployment.image", image.type(), Long.toString(image.securityVersion())));
        return new ListItem(new Span(image.name()), kind, DigestText.brief(image.digest()));
    }
}
