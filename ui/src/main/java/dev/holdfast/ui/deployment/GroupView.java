package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.product.GroupDialog;
import dev.holdfast.ui.product.SettingWords;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One device group: its settings, and what was deployed to it. */
@Route("c/:catalog/products/:product/groups/:group")
public class GroupView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final transient GroupClient groups;
    private final transient DeploymentClient deployments;
    private final transient DeviceClient devices;
    private final EmptyState none = new EmptyState(
            Icon.DEPLOYMENT,
            "Nothing deployed yet",
            "Deployments to this group appear here once somebody with the Publisher role starts one.");
    private String product = "";
    private String group = "";
    private @Nullable DeploymentGrid grid;
    private List<Progress> shown = List.of();

    /** Makes the page. */
    @Inject
    public GroupView(
            SignedIn signedIn,
            @RestClient GroupClient groups,
            @RestClient DeploymentClient deployments,
            @RestClient DeviceClient devices) {
        super(signedIn);
        this.groups = groups;
        this.deployments = deployments;
        this.devices = devices;
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        DeviceGroupView found = groups.group(
                        visit.catalog(),
                        visit.path().get("product").orElseThrow(NotFoundException::new),
                        visit.path().get("group").orElseThrow(NotFoundException::new))
                .getEntity();
        product = found.product();
        group = found.name();
        removeAll();
        add(header(visit, found), settings(in(visit, product, group), found), deployed(visit));
        shown = List.of();
        refresh();
    }

    @Override
    protected boolean isForParts() {
        return true;
    }

    @Override
    protected String title() {
        return product + " / " + group;
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Products & groups", Links.products(catalog())), Crumb.here(title()));
    }

    private PageHeader header(Visit visit, DeviceGroupView found) {
        PageHeader header = new PageHeader(title()).say(Amount.of(found.devices(), "device"));
        header.offer(new Anchor(
                Links.devices(visit.catalog(), QueryParameters.simple(Map.of("product", product, "group", group))),
                "Show its devices"));
        return header;
    }

    private Panel settings(Visit here, DeviceGroupView found) {
        Facts facts = new Facts()
                .with("Description", found.description())
                .with("OS feed", SettingWords.feed(found))
                .with("Updates", SettingWords.updates(found))
                .with("Data", SettingWords.data(found))
                .with("Key exchange", found.requiresPostQuantum() ? "Post-quantum only" : "Any");
        Panel panel = new Panel("Settings", facts);
        if (here.mayHere(Act.MANAGE_FLEET)) {
            panel.beside(
                    new Button("Change…", clicked -> GroupDialog.change(groups, catalog(), found, () -> show(here))));
        }
        return panel;
    }

    private Panel deployed(Visit visit) {
        grid = DeploymentGrid.ofGroup(visit);
        return new Panel("Deployments", grid, none);
    }

    private void refresh() {
        if (grid == null) {
            return;
        }
        List<Progress> current = HeldBack.progress(devices, catalog(), deployments.ofGroup(catalog(), product, group));
        grid.setVisible(!current.isEmpty());
        none.setVisible(current.isEmpty());
        if (!current.equals(shown)) {
            shown = current;
            grid.setItems(current);
        }
    }
}
