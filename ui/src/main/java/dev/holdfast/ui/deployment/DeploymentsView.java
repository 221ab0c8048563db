package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.image.ImageClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The deployments of a catalog. For publishers, {@code ?image=} opens the dialog that deploys that image. */
@Route("c/:catalog/deployments")
public class DeploymentsView extends ListPage<Progress> {
    private static final ListSpec SPEC = ListSpec.of("deployments", Links::deployments, DeploymentFields.VOCABULARY)
            .exported(
                    "deployments",
                    "product,group,images,manifestVersion,current,createdAt,createdBy,targeted,pending,installed,attested,failed")
            .sorted("-at");

    private final transient DeploymentClient client;
    private final transient DeviceClient devices;
    private final transient ProductClient products;
    private final transient ImageClient images;
    private final transient ApprovalClient approvals;
    private final Div actions = new Div();

    public DeploymentsView(
            SignedIn signedIn,
            @RestClient DeploymentClient client,
            @RestClient DeviceClient devices,
            @RestClient ProductClient products,
            @RestClient ImageClient images,
            @RestClient ApprovalClient approvals,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.devices = devices;
        this.products = products;
        this.images = images;
        this.approvals = approvals;
        header.offer(actions);
        addClassName("hf-page-list");
        add(header, box.row(), list);
    }

    @Override
    protected void begin(Visit visit) {
        actions.removeAll();
        if (visit.may(Role.PUBLISHER)) {
            actions.add(Styled.adding(text("deployments.start"), () -> open(visit, "")));
        }
    }

    @Override
    protected void end(Visit visit) {
        if (visit.may(Role.PUBLISHER) && !visit.query("image").isEmpty()) {
            open(visit, visit.query("image"));
        }
    }

    @Override
    protected LinkedPages<Progress> find(Visit visit, ListRequest request) {
        return DeploymentRows.pages(
                devices, visit.catalog(), request, page -> client.deployments(visit.catalog(), page));
    }

    @Override
    protected ListRows<Progress> rows(Visit visit) {
        return DeploymentRows.ofCatalog(
                visit,
                progress -> Links.go(
                        this, Links.deployment(catalog(), progress.deployment().id())));
    }

    @Override
    protected boolean changes(Progress progress) {
        return progress.deployment().current();
    }

    @Override
    protected String sentence(LinkedPages<Progress> pages, String count) {
        List<Progress> newest = pages.known();
        if (newest.isEmpty()) {
            return count;
        }
        long running = newest.stream().filter(Progress::isRunning).count();
        return pages.isComplete()
                ? text("deployments.running", count, running)
                : text("deployments.running-newest", count, running, newest.size());
    }

    private void open(Visit visit, String image) {
        List<ImageView> choice = images.deployable(visit.catalog());
        DeployDialog dialog = DeployDialog.choosingGroup(
                client,
                products,
                visit.catalog(),
                choice,
                approvals.rules(visit.catalog()).need(ApprovalOperation.START_DEPLOYMENT),
                started -> getUI().ifPresent(ui -> ui.navigate(Links.deployment(visit.catalog(), started.id()))));
        choice.stream()
                .filter(candidate -> candidate.id().text().equals(image))
                .findFirst()
                .ifPresent(dialog::choose);
        dialog.open();
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        boolean publishing = visit.may(Role.PUBLISHER);
        return new EmptyState(
                Icon.DEPLOYMENT,
                text("deployments.empty.title"),
                text(publishing ? "deployments.empty.publisher" : "deployments.empty.reader"),
                publishing
                        ? new Component[] {new Anchor(Links.images(visit.catalog()), text("deployments.show-images"))}
                        : new Component[0]);
    }
}
