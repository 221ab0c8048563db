package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.alert.AlertFields;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CardRows;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSort;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a catalog, and one of them beside the list. {@code ?show=} is an {@link AlertShow}, {@code ?alert=} the GUID of the open
 * alert.
 */
@Route("c/:catalog/alerts")
public class AlertsView extends ListPage<AlertView> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String ALERT = "alert";
    private static final String NEWEST = "-first";

    /** By default the newest alerts come first, because new events do not move alerts in this order. */
    private static final ListSpec SPEC =
            ListSpec.of("alerts", Links::alerts, AlertFields.VOCABULARY).sorted(NEWEST, "last", "devices");

    private final transient AlertClient client;
    private final AlertChips chips = new AlertChips();
    private final Select<String> order = new Select<>();
    private final Div left = Styled.div("hf-inbox-list");
    private final Div inbox = Styled.div("hf-inbox");
    private final Div detail = Styled.div("hf-inbox-detail");
    private transient @Nullable AlertPanel panel;
    private transient @Nullable AlertBar bar;
    private final transient Map<UUID, AlertCard> cards = new HashMap<>();
    private AlertShow shown = AlertShow.ACTIVE;

    public AlertsView(SignedIn signedIn, @RestClient AlertClient client) {
        super(signedIn, SPEC, null, INTERVAL);
        this.client = client;
        addClassName("hf-page-list");
        order.setAriaLabel(text("alerts.sort"));
        order.setItems(NEWEST, "-last", "-devices");
        order.setItemLabelGenerator(sort -> text("alerts.sort." + sort.substring(1)));
        order.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                sort(change.getValue());
            }
        });
        inbox.add(left, detail);
        left.add(list);
        add(header, chips, box.row(order), inbox);
    }

    private void sort(String sort) {
        Map<String, String> parameters = new HashMap<>(keptParameters());
        parameters.put(ListSort.NAME, sort.equals(NEWEST) ? "" : sort);
        Links.go(this, link(box.getValue(), parameters));
    }

    @Override
    protected void begin(Visit visit) {
        shown = AlertShow.of(visit);
        String filter = FilterParameter.of(visit.query());
        String sort = visit.query(ListSort.NAME);
        chips.show(show -> link(filter, Map.of(AlertShow.NAME, show.parameter(), ListSort.NAME, sort)), shown);
        order.setValue(order.getListDataView().getItems().anyMatch(sort::equals) ? sort : NEWEST);
    }

    @Override
    protected LinkedPages<AlertView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request.after(null, CardRows.PAGE), page -> client.alerts(visit.catalog(), page));
    }

    @Override
    protected ListRows<AlertView> rows(Visit visit) {
        cards.clear();
        AlertBar selection = visit.may(Permission.HANDLE_ALERTS)
                ? new AlertBar(actions(visit), () -> pages.known(), this::mark)
                : null;
        bar = selection;
        left.removeAll();
        left.add(list);
        if (selection != null) {
            left.add(selection);
        }
        return new CardRows<>(AlertView::id, alert -> {
            AlertCard card = new AlertCard(
                    alert, selection == null ? null : isSelected -> selection.select(alert.id(), isSelected));
            cards.put(alert.id(), card);
            return card;
        });
    }

    @Override
    protected void end(Visit visit) {
        update();
    }

    @Override
    public void refresh() {
        super.refresh();
        if (readable) {
            update();
        }
    }

    private void update() {
        cards.values().removeIf(card -> !card.isAttached());
        chips.count(client.counts(visit().catalog()));
        if (bar != null) {
            bar.retain();
        }
        mark();
        showDetail();
    }

    /** Marks the open alert and the selected ones in the list. */
    private void mark() {
        String open = visit().query(ALERT);
        cards.forEach((id, card) -> {
            card.link(address(id.toString()), id.toString().equals(open));
            card.select(bar != null && bar.has(id));
        });
    }

    private void showDetail() {
        String open = visit().query(ALERT);
        inbox.getElement().setAttribute("data-open", !open.isEmpty());
        if (open.isEmpty()) {
            empty(new EmptyState(Icon.BELL, text("alerts.pick.title"), text("alerts.pick.text")));
            return;
        }
        AlertView alert = read(open);
        if (alert == null) {
            Anchor back = new Anchor(address(""), text("alerts.back"));
            empty(new EmptyState(Icon.SEARCH, text("alerts.gone.title"), text("alerts.gone.text"), back));
            return;
        }
        AlertPanel before = panel;
        if (before == null || !before.alert().equals(alert.id())) {
            before = new AlertPanel(
                    client,
                    visit().catalog(),
                    alert,
                    visit().may(Permission.HANDLE_ALERTS) ? actions(visit()) : null,
                    address(open));
            panel = before;
            detail.removeAll();
            detail.add(before);
        } else {
            before.refresh(alert);
        }
        before.back(address(""));
    }

    private void empty(EmptyState state) {
        panel = null;
        detail.removeAll();
        detail.add(state);
    }

    /** Returns an alert from the list, or else from the API; null if the catalog does not have it. */
    private @Nullable AlertView read(String open) {
        return pages.known().stream()
                .filter(alert -> alert.id().toString().equals(open))
                .findFirst()
                .orElseGet(() -> {
                    try {
                        return client.alert(visit().catalog(), open);
                    } catch (OperatorProblem missing) {
                        if (missing.problem().status() != RestResponse.StatusCode.NOT_FOUND) {
                            throw missing;
                        }
                        return null;
                    }
                });
    }

    private AlertActions actions(Visit visit) {
        return new AlertActions(client, visit.catalog(), signedIn().me().name(), this::reload);
    }

    /** Returns the address of the list with an open alert; empty for none. */
    private String address(String alert) {
        Map<String, String> parameters = new HashMap<>(keptParameters());
        parameters.put(ListSort.NAME, visit().query(ListSort.NAME));
        parameters.put(ALERT, alert);
        return link(FilterParameter.of(visit().query()), parameters);
    }

    @Override
    protected boolean changes(AlertView alert) {
        return true;
    }

    @Override
    protected String extraTerms(Visit visit) {
        return shown.filter(signedIn().me().name());
    }

    @Override
    protected Map<String, String> keptParameters() {
        return Map.of(AlertShow.NAME, shown.parameter());
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(link("", Map.of(AlertShow.NAME, AlertShow.ALL.parameter())), text("list.show-all"));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return List.of(AlertShow.ACTIVE, AlertShow.ALL).contains(shown)
                ? new EmptyState(Icon.CHECK, text("alerts.empty.title"), text("alerts.empty.text"))
                : new EmptyState(
                        Icon.CHECK,
                        text("alerts.none.title"),
                        text("alerts.none.text"),
                        new Anchor(Links.alerts(visit.catalog()), text("alerts.show-active")));
    }
}
