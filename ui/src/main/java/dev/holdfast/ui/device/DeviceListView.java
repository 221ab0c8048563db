package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferClient;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Lists the devices of a catalog. The address holds filters and order, so a list can be shared. */
@Route("c/:catalog/devices")
public class DeviceListView extends ListPage<DeviceView> {
    private static final ListSpec SPEC =
            ListSpec.of("devices", Links::devices, DeviceFields.VOCABULARY).sorted(DeviceQuery.SORT, DeviceQuery.SORTS);

    private final transient DeviceActions.Clients clients;
    private final Div links = new Div();
    private final HealthChips chips;
    private final transient DeviceFilters filters;
    private final FacetPanel facets;
    private final ViewMenu views;
    private @Nullable DeviceGrid grid;
    private @Nullable SelectionBar selection;
    private DeviceQuery query = DeviceQuery.ALL;

    public DeviceListView(
            SignedIn signedIn,
            @RestClient DeviceClient client,
            @RestClient ProductClient products,
            @RestClient TransferClient transfers,
            @RestClient DeviceJobClient jobs,
            @RestClient RevocationClient revocations,
            @RestClient ApprovalClient approvals,
            @RestClient ViewClient viewClient,
            @RestClient ExportClient exports) {
        // The export is in the menu of views, because the shown columns select its fields.
        super(signedIn, SPEC, null);
        openToScopedRoles();
        this.clients = new DeviceActions.Clients(client, jobs, products, transfers, revocations, approvals);
        this.chips = new HealthChips(client, viewClient);
        this.filters = new DeviceFilters(products, this::go);
        this.facets = new FacetPanel(() -> viewClient.facets(catalog()), text -> go(query.withText(text)));
        this.views = new ViewMenu(viewClient, exports, this::go);
        header.offer(views, facets.button(), Styled.as("hf-actions", links));
        addClassName("hf-page-list");
        add(header, chips, filters.row(box), Styled.div("hf-beside", facets, list));
    }

    @Override
    protected void begin(Visit visit) {
        query = DeviceQuery.parse(visit.query());
        DeviceFilters.NoDevices.links(visit, withScopedRoles(visit), links);
        filters.show(visit, query);
        chips.show(visit, query);
    }

    @Override
    public void refresh() {
        if (readable && !box.isInvalid()) {
            chips.show(visit(), query);
        }
        super.refresh();
    }

    @Override
    protected LinkedPages<DeviceView> find(Visit visit, ListRequest request) {
        return LinkedPages.of(DeviceGrid.PAGE, (cursor, limit) -> {
            DevicePage page = clients.devices().page(visit.catalog(), request.after(cursor, limit));
            return new LinkedPages.Page<>(
                    page.items(), page.next(), new LinkedPages.Total(page.total(), page.estimated()));
        });
    }

    @Override
    protected ListRows<DeviceView> rows(Visit visit) {
        DeviceGrid made = new DeviceGrid(visit.catalog());
        GridRows<DeviceView> rows = new GridRows<>(text("devices.title"), made, DeviceView::id)
                .opening(device -> Links.go(made, Links.device(visit.catalog(), device.id())));
        grid = made;
        selection = null;
        if (withScopedRoles(visit).mayHere(Permission.MANAGE_FLEET)) {
            selection = new SelectionBar(clients, signedIn(), withScopedRoles(visit), made, this::reload).above(rows);
        }
        return rows;
    }

    @Override
    protected void end(Visit visit) {
        facets.show(chips.counts().all() > 0, query.text());
        views.setVisible(readable);
        if (readable) {
            views.show(visit, query, query.toFilter());
        }
        if (grid != null) {
            grid.show(query.columns());
        }
        if (selection != null) {
            selection.begin(query.toFilter(), pages.total());
        }
        box.guard(views.exports(selection));
    }

    @Override
    protected boolean changes(DeviceView device) {
        return true;
    }

    @Override
    protected String extraTerms(Visit visit) {
        return query.terms();
    }

    @Override
    protected Map<String, String> keptParameters() {
        return query.fields();
    }

    @Override
    protected @Nullable EmptyState invalidState(Visit visit) {
        EmptyState invalid = super.invalidState(visit);
        return invalid == null && !filters.missing().isEmpty()
                ? DeviceFilters.NoDevices.noMatch(filters.missing(), showAll(visit))
                : invalid;
    }

    @Override
    protected String sentence(LinkedPages<DeviceView> pages, String count) {
        return chips.counts().sentence(pages.total());
    }

    @Override
    protected String title() {
        return query.title();
    }

    private void go(DeviceQuery next) {
        getUI().ifPresent(ui -> ui.navigate(Links.devices(catalog()), next.toParameters()));
    }

    @Override
    protected EmptyState noRows(Visit visit) {
        return chips.counts().all() == 0 ? emptyState(visit) : DeviceFilters.NoDevices.noMatch(showAll(visit));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return DeviceFilters.NoDevices.empty(visit);
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(
                Links.devices(visit.catalog(), query.unfiltered().toParameters()), text("devices.no-match.show-all"));
    }
}
