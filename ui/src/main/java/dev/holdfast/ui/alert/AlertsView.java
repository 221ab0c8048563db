package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.alert.AlertFields;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
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

/**
 * The alerts of a catalog, and one of them beside the list. {@code ?show=} is an {@link AlertShow}, {@code ?alert=} the GUID of the open
 * alert.
 */
@Route("c/:catalog/alerts")
public class AlertsView extends ListPage<AlertView> {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String NEWEST = "-first";

    /** By default the newest alerts come first, because new events do not move alerts in this order. */
    private static final ListSpec SPEC =
            ListSpec.of("alerts", Links::alerts, AlertFields.VOCABULARY).sorted(NEWEST, "last", "devices");

    private final transient AlertClient client;
    private final AlertChips chips = new AlertChips();
    private final Select<String> order = new Select<>();
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
        add(header, chips, box.row(order), Styled.div("hf-inbox", Styled.div("hf-inbox-list", list), new Div()));
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
        return new CardRows<>(AlertView::id, alert -> {
            AlertCard card = new AlertCard(alert);
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
        cards.forEach((id, card) -> card.link(address(id.toString()), false));
    }

    private String address(String alert) {
        Map<String, String> parameters = new HashMap<>(keptParameters());
        parameters.put(ListSort.NAME, visit().query(ListSort.NAME));
        parameters.put("alert", alert);
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
