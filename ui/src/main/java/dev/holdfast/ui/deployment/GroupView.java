package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.product.GroupDialog;
import dev.holdfast.ui.product.SettingWords;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
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
    private static final int PAGE = 50;

    private final transient GroupClient groups;
    private final transient DeploymentClient deployments;
    private final transient DeviceClient devices;
    private final transient ApprovalClient approvals;
    private final EmptyState none = new EmptyState(
            Icon.DEPLOYMENT,
            "Nothing deployed yet",
            "Deployments to this group appear here once somebody with the Publisher role starts one.");
    private String product = "";
    private String group = "";
    private final ListEnd end = ListEnd.growing(PAGE, this::more);
    private @Nullable DeploymentGrid grid;
    private transient LinkedPages<DeploymentView> pages = LinkedPages.none();
    private transient List<Progress> shown = List.of();
    private int asked = PAGE;

    /** Makes the page. */
    @Inject
    public GroupView(
            SignedIn signedIn,
            @RestClient GroupClient groups,
            @RestClient DeploymentClient deployments,
            @RestClient DeviceClient devices,
            @RestClient ApprovalClient approvals) {
        super(signedIn);
        this.groups = groups;
        this.deployments = deployments;
        this.devices = devices;
        this.approvals = approvals;
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
        Visit here = in(visit, product, group);
        add(header(here, found), settings(here, found), deployed(visit));
        pages = LinkedPages.linked(cursor -> deployments.ofGroup(visit.catalog(), product, group, cursor, PAGE));
        shown = List.of();
        asked = PAGE;
        update();
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

    private PageHeader header(Visit here, DeviceGroupView found) {
        PageHeader header = new PageHeader(title()).say(Amount.of(found.devices(), "device"));
        header.offer(new Anchor(
                Links.devices(here.catalog(), QueryParameters.simple(Map.of("product", product, "group", group))),
                "Show its devices"));
        if (here.mayHere(Act.PUBLISH)) {
            Button deploy = new Button("Start deployment", Icon.PLUS.draw(), clicked -> deploy(found));
            deploy.addThemeVariants(ButtonVariant.PRIMARY);
            header.offer(deploy);
        }
        return header;
    }

    /** Whoever may publish in the group alone reads no other list of images. */
    private void deploy(DeviceGroupView to) {
        DeployDialog.to(
                        deployments,
                        new DeployPreview(deployments, devices, catalog()),
                        to,
                        LinkedPages.linked(cursor ->
                                        deployments.deployable(catalog(), product, group, cursor, LinkedPages.MOST))
                                .rows(0, LinkedPages.LONGEST),
                        approvals.rules(catalog()).need(ApprovalAct.START_DEPLOYMENT),
                        started -> {
                            Toast.done("Deployment started");
                            refresh();
                        })
                .open();
    }

    private Panel settings(Visit here, DeviceGroupView found) {
        Panel panel = new Panel("Settings", SettingWords.facts(found));
        if (here.mayHere(Act.MANAGE_FLEET)) {
            panel.beside(
                    new Button("Change…", clicked -> GroupDialog.change(groups, catalog(), found, () -> show(here))));
        }
        return panel;
    }

    private Panel deployed(Visit visit) {
        grid = DeploymentGrid.ofGroup(visit);
        return new Panel("Deployments", grid, none, end);
    }

    private void more() {
        asked += PAGE;
        update();
    }

    private void refresh() {
        pages.renew(DeploymentView::current);
        update();
    }

    private void update() {
        if (grid == null) {
            return;
        }
        List<Progress> current = HeldBack.progress(devices, catalog(), pages.rows(0, asked));
        end.show(current.size(), pages);
        grid.setVisible(!current.isEmpty());
        none.setVisible(current.isEmpty());
        if (!current.equals(shown)) {
            shown = current;
            grid.setItems(current);
        }
    }
}
