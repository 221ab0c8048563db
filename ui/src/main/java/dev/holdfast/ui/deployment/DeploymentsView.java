package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.image.Deployable;
import dev.holdfast.ui.image.ImageClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The deployments of a catalog. {@code ?image=} opens the dialog to start one with that image. */
@Route("c/:catalog/deployments")
public class DeploymentsView extends CatalogPage {
    private static final int LIMIT = 200;
    private static final String LIST = "deployments";
    private static final String COLUMNS =
            "product,group,images,manifestVersion,current,createdAt,createdBy,targeted,pending,installed,attested,failed";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final transient DeploymentClient client;
    private final transient DeviceClient devices;
    private final transient ProductClient products;
    private final transient ImageClient images;
    private final transient ApprovalClient approvals;
    private final transient ExportClient exports;
    private final FilterBox filter = new FilterBox(
            DeploymentFields.VOCABULARY,
            "Filter deployments by terms, or by a part of a name",
            "Filter, such as is:running product:toaster",
            this::go);
    private PageHeader header = new PageHeader("Deployments");
    private @Nullable DeploymentGrid grid;
    private List<Progress> shown = List.of();

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
        this.exports = exports;
        addClassName("hf-page-list");
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        header = new PageHeader(title());
        ExportMenu export = new ExportMenu();
        export.show(LIST, form -> exports.export(visit.catalog(), LIST, form, wanted(), null, COLUMNS));
        header.offer(export);
        if (visit.may(Role.PUBLISHER)) {
            Button start = new Button("Start deployment", Icon.PLUS.draw(), clicked -> open(visit, ""));
            start.addThemeVariants(ButtonVariant.PRIMARY);
            header.offer(start);
        }
        String wanted = visit.query("text");
        String mistake = filter.show(wanted);
        export.setVisible(mistake.isEmpty());
        grid = DeploymentGrid.ofGroups(visit);
        filter.guard(export);
        grid.setEmptyStateComponent(
                mistake.isEmpty()
                        ? wanted.isEmpty() ? empty(visit) : nothingMatches(visit)
                        : filter.mistaken(all(visit)));
        add(header, filter.row(), grid);
        shown = List.of();
        refresh();
        if (visit.may(Role.PUBLISHER) && !visit.query("image").isEmpty()) {
            open(visit, visit.query("image"));
        }
    }

    @Override
    protected String title() {
        return "Deployments";
    }

    /** What is there stays as it is while somebody is writing a filter that cannot be read yet. */
    private void refresh() {
        if (filter.isInvalid()) {
            return;
        }
        List<Progress> current = HeldBack.progress(devices, catalog(), client.deployments(catalog(), wanted(), LIMIT));
        long running = current.stream().filter(Progress::isRunning).count();
        header.say(Amount.of(current.size(), "deployment") + " · " + running + " running");
        if (grid != null && !current.equals(shown)) {
            shown = current;
            grid.setItems(current);
        }
    }

    private void open(Visit visit, String image) {
        List<ImageView> choice =
                images.images(visit.catalog()).stream().filter(Deployable::is).toList();
        DeployDialog dialog = new DeployDialog(
                client,
                products,
                visit.catalog(),
                choice,
                approvals.rules(visit.catalog()).need(ApprovalAct.START_DEPLOYMENT),
                started -> getUI().ifPresent(ui -> ui.navigate(Links.deployment(visit.catalog(), started.id()))));
        choice.stream()
                .filter(candidate -> candidate.id().text().equals(image))
                .findFirst()
                .ifPresent(dialog::choose);
        dialog.open();
    }

    private @Nullable String wanted() {
        return filter.getValue().isBlank() ? null : filter.getValue();
    }

    private void go(String text) {
        goFiltered(Links.deployments(catalog()), text);
    }

    private static Component nothingMatches(Visit visit) {
        return new EmptyState(
                Icon.SEARCH,
                "No deployment matches",
                "The catalog may have deployments, but none fits this filter.",
                all(visit));
    }

    private static Anchor all(Visit visit) {
        return new Anchor(Links.deployments(visit.catalog()), "Show all deployments");
    }

    private static Component empty(Visit visit) {
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
