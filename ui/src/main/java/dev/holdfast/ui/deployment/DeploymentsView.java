package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.image.ImageClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The deployments of a catalog. {@code ?image=} opens the dialog to start one with that image. */
@Route("c/:catalog/deployments")
public class DeploymentsView extends CatalogPage {
    private static final int PAGE = 200;
    private static final String LIST = "deployments";
    private static final String COLUMNS =
            "product,group,images,manifestVersion,current,createdAt,createdBy,targeted,pending,installed,attested,failed";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final transient DeploymentClient client;
    private final transient DeviceClient devices;
    private final transient ProductClient products;
    private final transient ImageClient images;
    private final transient ApprovalClient approvals;
    private final PageHeader header = new PageHeader("Deployments");
    private final Div acts = new Div();
    private final transient ListFilter filter;
    private final Div list = new Div();
    private final ListEnd end = ListEnd.scrolling();
    private @Nullable DeploymentGrid grid;
    private transient LinkedPages<DeploymentView> pages = LinkedPages.none();
    private transient List<Progress> newest = List.of();
    private boolean scrolling;

    /** Makes the page. */
    @Inject
    public DeploymentsView(
            SignedIn signedIn,
            @RestClient DeploymentClient client,
            @RestClient DeviceClient devices,
            @RestClient ProductClient products,
            @RestClient ImageClient images,
            @RestClient ApprovalClient approvals,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.devices = devices;
        this.products = products;
        this.images = images;
        this.approvals = approvals;
        FilterBox box = new FilterBox(
                DeploymentFields.VOCABULARY,
                "Filter deployments by terms, or by a part of a name",
                "Filter, such as is:running product:toaster",
                text -> goFiltered(Links.deployments(catalog()), text));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        header.offer(filter.export(), acts);
        list.addClassName("hf-fill");
        addClassName("hf-page-list");
        add(header, filter.row(), list, end);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        acts.removeAll();
        if (visit.may(Role.PUBLISHER)) {
            Button start = new Button("Start deployment", Icon.PLUS.draw(), clicked -> open(visit, ""));
            start.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(start);
        }
        boolean readable = filter.show(visit, "");
        DeploymentGrid anew = DeploymentGrid.ofGroups(visit);
        anew.setEmptyStateComponent(filter.empty(
                "deployment",
                "deployments",
                empty(visit),
                new Anchor(Links.deployments(visit.catalog()), "Show all deployments")));
        grid = anew;
        pages = readable
                ? LinkedPages.linked(cursor -> client.deployments(visit.catalog(), filter.wanted(), cursor, PAGE))
                : LinkedPages.none();
        newest = List.of();
        scrolling = false;
        list.removeAll();
        list.add(anew);
        end.setVisible(false);
        header.say("");
        if (readable) {
            refresh();
        }
        if (visit.may(Role.PUBLISHER) && !visit.query("image").isEmpty()) {
            open(visit, visit.query("image"));
        }
    }

    @Override
    protected String title() {
        return "Deployments";
    }

    /** What is there stays as it is while somebody is writing a filter that cannot be read yet. The newest tell whether anything moved on. */
    private void refresh() {
        if (filter.isInvalid() || grid == null) {
            return;
        }
        pages.renew(DeploymentView::current);
        List<Progress> current = HeldBack.progress(devices, catalog(), pages.rows(0, PAGE));
        boolean all = pages.isComplete() && pages.size() == current.size();
        long running = current.stream().filter(Progress::isRunning).count();
        header.say(filter.count(pages, "deployment", "deployments") + " · " + Amount.of(running)
                + (all ? " running" : " of the newest " + PAGE + " running"));
        if (!current.equals(newest)) {
            newest = current;
            fill(grid, all);
        }
    }

    /** A grid that is read on while somebody scrolls stays where it is. */
    private void fill(DeploymentGrid into, boolean all) {
        if (all) {
            scrolling = false;
            into.setItems(newest);
        } else if (scrolling) {
            into.getDataProvider().refreshAll();
        } else {
            scrolling = true;
            into.setItems(fetch -> rows(fetch.getOffset(), fetch.getLimit()).stream());
        }
    }

    private List<Progress> rows(int offset, int limit) {
        List<DeploymentView> rows = pages.rows(offset, limit);
        if (pages.isCut()) {
            end.show(pages.size(), pages);
        }
        return HeldBack.progress(devices, catalog(), rows);
    }

    private void open(Visit visit, String image) {
        List<ImageView> choice = images.deployable(visit.catalog());
        DeployDialog dialog = DeployDialog.toSome(
                client,
                products,
                new DeployPreview(client, devices, visit.catalog()),
                choice,
                approvals.rules(visit.catalog()).need(ApprovalAct.START_DEPLOYMENT),
                started -> getUI().ifPresent(ui -> ui.navigate(Links.deployment(visit.catalog(), started.id()))));
        choice.stream()
                .filter(candidate -> candidate.id().text().equals(image))
                .findFirst()
                .ifPresent(dialog::choose);
        dialog.open();
    }

    private static EmptyState empty(Visit visit) {
        return visit.may(Role.PUBLISHER)
                ? new EmptyState(
                        Icon.DEPLOYMENT,
                        "Nothing deployed yet",
                        "Upload an image, then deploy it to a device group; progress shows here.",
                        new Anchor(Links.images(visit.catalog()), "Go to images"))
                : new EmptyState(
                        Icon.DEPLOYMENT,
                        "Nothing deployed yet",
                        "Deployments appear here once somebody with the Publisher role starts one.");
    }
}
