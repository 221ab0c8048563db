package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The devices of a catalog. Filters and order live in the address, so a list can be sent to a colleague. */
@Route("c/:catalog/devices")
public class DeviceListView extends CatalogPage {
    private final transient SignedIn signedIn;
    private final transient DeviceClient client;
    private final transient SelectionBar.Clients clients;
    private final Button adding = new Button("Add devices", Icon.PLUS.draw());
    private final Anchor transfers = new Anchor("", "Transfers");
    private final Anchor jobs = new Anchor("", "Jobs");
    private final PageHeader header = new PageHeader("Devices");
    private final HealthChips chips = new HealthChips();
    private final DeviceFilters filters;
    private final Div list = new Div();
    private final Paragraph rest = new Paragraph();
    private final FacetPanel facets;
    private final ViewMenu views;
    private final Button counting = new Button("Counts", clicked -> count());
    private final transient ViewClient around;
    private DeviceQuery query = DeviceQuery.ALL;

    /** Makes the page. */
    @Inject
    public DeviceListView(
            SignedIn signedIn,
            @RestClient DeviceClient client,
            @RestClient ProductClient products,
            @RestClient TransferClient transferring,
            @RestClient DeviceJobClient acting,
            @RestClient RevocationClient revoking,
            @RestClient ApprovalClient approvals,
            @RestClient ViewClient around,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
        this.clients = new SelectionBar.Clients(acting, products, transferring, revoking, approvals);
        this.around = around;
        this.filters = new DeviceFilters(products, this::go);
        this.facets = new FacetPanel(text -> go(query.withText(text)));
        this.views = new ViewMenu(around, exports, this::go);
        header.offer(counting, views, jobs, transfers, adding);
        counting.addThemeVariants(ButtonVariant.TERTIARY);
        addClassName("hf-page-list");
        adding.addThemeVariants(ButtonVariant.PRIMARY);
        adding.addClickListener(clicked -> getUI().ifPresent(ui -> ui.navigate(Links.addDevices(catalog()))));
        list.addClassName("hf-fill");
        Div beside = new Div(facets, list);
        beside.addClassName("hf-beside");
        add(header, chips, filters, beside);
    }

    @Override
    protected void show(Visit visit) {
        query = DeviceQuery.parse(visit.query());
        transfers.setHref(Links.transfers(visit.catalog()));
        jobs.setHref(Links.jobs(visit.catalog()));
        transfers.setVisible(visit.may(Act.READ));
        Visit anywhere = anywhere(visit);
        jobs.setVisible(visit.may(Act.READ) || anywhere.mayHere(Act.MANAGE_FLEET));
        adding.setVisible(visit.may(Role.CONTRIBUTOR));
        DeviceCounts counts = visit.may(Act.READ)
                ? DeviceCounts.of(client.overview(visit.catalog()))
                : DeviceCounts.of(around.facets(visit.catalog()));
        chips.show(visit.catalog(), query, counts);
        String missing = filters.show(visit, query);
        PagedDevices paged =
                new PagedDevices(missing.isEmpty() ? this::page : (cursor, limit) -> new DevicePage(List.of(), 0));
        DevicePage first = paged.first();
        long found = first.total();
        Optional<EmptyState> mistaken = filters.mistaken(all(visit));
        header.say(mistaken.isPresent() ? "" : (first.estimated() ? "About " : "") + sentence(found, counts.all()));
        DeviceGrid devices = new DeviceGrid(visit.catalog());
        devices.show(query.columns());
        devices.makeSortable();
        devices.showSort(query.sort());
        counting.setVisible(counts.all() > 0);
        showCounts();
        views.setVisible(missing.isEmpty());
        if (missing.isEmpty()) {
            views.show(visit, query, query.toFilter());
            filters.guard(views.export());
        }
        list.removeAll();
        rest.setText(ListEnd.cut("A narrower filter or another order shows the others; an export has them all."));
        rest.setVisible(paged.isCut());
        if (missing.isEmpty()) {
            devices.setEmptyStateComponent(empty(visit, counts.all() == 0));
            if (anywhere.mayHere(Act.MANAGE_FLEET) && found > 0) {
                devices.makeSelectable();
                SelectionBar bar = new SelectionBar(
                        clients, places(anywhere), devices, query.toFilter(), first, this::page, () -> show(visit));
                fill(devices, paged, bar::checking);
                filters.guard(views.export(), bar);
                list.add(bar);
            } else {
                fill(devices, paged, List::stream);
            }
        } else {
            devices.setEmptyStateComponent(mistaken.orElseGet(() -> nothingMatches(visit, missing)));
            devices.setItems(List.of());
        }
        devices.addSortListener(sorted -> {
            if (sorted.isFromClient()) {
                go(query.withSort(devices.shownSort().orElse(DeviceSort.DEFAULT)));
            }
        });
        list.add(devices, rest);
    }

    private void count() {
        facets.toggle();
        showCounts();
    }

    private void showCounts() {
        boolean wanted = counting.isVisible() && facets.isWanted();
        counting.getElement().setAttribute("aria-pressed", Boolean.toString(wanted));
        if (wanted) {
            facets.show(around.facets(catalog()), query.text());
        } else {
            facets.setVisible(false);
        }
    }

    /** Then it shows the devices that are there, without what takes a role in the whole: views, transfers and unclaiming. */
    @Override
    protected boolean isForParts() {
        return true;
    }

    private SelectionBar.Where places(Visit anywhere) {
        boolean severalGroups =
                anywhere.may(Act.MANAGE_FLEET) || signedIn.mayInSeveralGroups(anywhere.catalog(), Act.MANAGE_FLEET);
        return new SelectionBar.Where(
                anywhere,
                severalGroups,
                (product, group) -> in(anywhere, product, group).mayHere(Act.MANAGE_FLEET));
    }

    @Override
    protected String title() {
        if (query.blocked()) {
            return "Blocked devices";
        }
        if (query.health() != null) {
            return StatusBadge.word(query.health()) + " devices";
        }
        return query.trust() == null ? "Devices" : StatusBadge.word(query.trust()) + " devices";
    }

    private void go(DeviceQuery next) {
        getUI().ifPresent(ui -> ui.navigate(Links.devices(catalog()), next.toParameters()));
    }

    /** Where nobody counted them, the list grows while somebody scrolls; whether it is cut is then known at its end. */
    private void fill(DeviceGrid devices, PagedDevices paged, Function<List<DeviceView>, Stream<DeviceView>> shown) {
        CallbackDataProvider.FetchCallback<DeviceView, Void> fetching = fetch -> {
            List<DeviceView> found = paged.devices(fetch.getOffset(), fetch.getLimit());
            rest.setVisible(paged.isCut());
            return shown.apply(found);
        };
        if (paged.first().estimated()) {
            devices.setItems(fetching).setItemCountEstimate(paged.rows());
        } else {
            devices.setItems(fetching, counted -> paged.rows());
        }
    }

    private DevicePage page(@Nullable String cursor, int limit) {
        return client.find(
                catalog(),
                orNone(query.text()),
                query.trust(),
                query.health(),
                orNone(query.product()),
                orNone(query.group()),
                query.blocked(),
                query.sort().text(),
                cursor,
                limit);
    }

    private Component empty(Visit visit, boolean noDevices) {
        if (!noDevices) {
            return nothingMatches(
                    visit,
                    visit.isInPartsAlone()
                            ? "There are devices where you have a role, but none fits these filters."
                            : "The catalog has devices, but none fits these filters.");
        }
        if (visit.isInPartsAlone()) {
            return new EmptyState(
                    Icon.DEVICE,
                    "No devices where you have a role",
                    "A device appears here once it is claimed or moved into a product or a group that you have a role in.");
        }
        if (visit.may(Role.CONTRIBUTOR)) {
            return new EmptyState(
                    Icon.DEVICE,
                    "No devices yet",
                    "A device appears here once it is claimed into a product's group.",
                    new Anchor(Links.addDevices(visit.catalog()), "Add devices"));
        }
        return new EmptyState(
                Icon.DEVICE,
                "No devices yet",
                "A device appears here once it is claimed. Claiming takes the Contributor role; yours is Reader: ask an"
                        + " owner of this catalog.");
    }

    private EmptyState nothingMatches(Visit visit, String why) {
        return new EmptyState(Icon.SEARCH, "No device matches", why, all(visit));
    }

    private Anchor all(Visit visit) {
        String kept = query.unfiltered().toParameters().getQueryString();
        return new Anchor(
                Links.devices(visit.catalog()) + (kept.isEmpty() ? "" : "?" + kept),
                "Clear the filters, show all devices");
    }

    private static String sentence(long found, long all) {
        return found == all
                ? Amount.of(all, "device")
                : String.format(Locale.ROOT, "%,d of %s", found, Amount.of(all, "device"));
    }

    private static @Nullable String orNone(String value) {
        return value.isEmpty() ? null : value;
    }
}
