package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.product.GroupDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** A device group: its settings and deployments. */
@Route("c/:catalog/products/:product/groups/:group")
public class GroupView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int PAGE = 100;

    private final transient GroupClient groups;
    private final transient DeploymentClient deployments;
    private final transient DeviceClient devices;
    private final transient ApprovalClient approvals;
    private String product = "";
    private String group = "";
    private @Nullable TableRows<Progress> rows;

    public GroupView(
            SignedIn signedIn,
            @RestClient GroupClient groups,
            @RestClient DeploymentClient deployments,
            @RestClient DeviceClient devices,
            @RestClient ApprovalClient approvals) {
        super(signedIn, text("group.title"));
        openToScopedRoles();
        addParent(text("products.title"), Links::products);
        this.groups = groups;
        this.deployments = deployments;
        this.devices = devices;
        this.approvals = approvals;
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        DeviceGroupView found = groups.group(visit.catalog(), visit.path("product"), visit.path("group"))
                .getEntity();
        product = found.product();
        group = found.name();
        changeTitle(product + " / " + group);
        removeAll();
        Visit here = withRolesIn(visit, product, group);
        TableRows<Progress> deployed = DeploymentRows.ofGroup(visit);
        rows = deployed;
        add(header(here, found), settings(here, found), deployed);
        String hint = here.mayHere(Permission.PUBLISH) ? "deployments.empty.publisher" : "deployments.empty.reader";
        deployed.show(
                DeploymentRows.pages(
                        devices,
                        visit.catalog(),
                        ListRequest.of(null, PAGE),
                        page -> deployments.ofGroup(visit.catalog(), product, group, page)),
                new EmptyState(Icon.DEPLOYMENT, text("deployments.empty.title"), text(hint)));
    }

    private PageHeader header(Visit here, DeviceGroupView found) {
        PageHeader header = new PageHeader(title()).say(Amount.of(found.devices(), "device"));
        header.offer(new Anchor(
                Links.devices(here.catalog(), QueryParameters.simple(Map.of("product", product, "group", group))),
                text("group.show-devices")));
        if (here.mayHere(Permission.PUBLISH)) {
            header.offer(Styled.adding(text("deployments.start"), () -> deploy(found)));
        }
        return header;
    }

    /** Opens the dialog with the images that this group can get. A publisher of one group cannot read the images of the catalog. */
    private void deploy(DeviceGroupView to) {
        DeployDialog.to(
                        deployments,
                        catalog(),
                        to,
                        LinkedPages.linked(
                                        ListRequest.of(null, LinkedPages.MAX),
                                        page -> deployments.deployable(catalog(), product, group, page))
                                .rows(0, LinkedPages.LONGEST),
                        approvals.rules(catalog()).need(ApprovalOperation.START_DEPLOYMENT),
                        started -> {
                            Toast.done(text("group.deployment-started"));
                            refresh();
                        })
                .open();
    }

    private Panel settings(Visit here, DeviceGroupView found) {
        Panel panel = new Panel(text("group.settings"), GroupDialog.SettingWords.facts(found));
        if (here.mayHere(Permission.MANAGE_FLEET)) {
            panel.beside(new Button(
                    text("group.change"),
                    clicked -> GroupDialog.change(groups, catalog(), found, () -> showAgain(here))));
        }
        return panel;
    }

    private void refresh() {
        if (rows != null) {
            rows.refresh(progress -> progress.deployment().current());
        }
    }
}
