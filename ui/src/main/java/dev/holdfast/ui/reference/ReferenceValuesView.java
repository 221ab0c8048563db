package dev.holdfast.ui.reference;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.reference.ReferenceFields;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The reference values of a catalog. The address has the filters and the open value; {@code ?import} opens the import dialog. */
@Route("c/:catalog/reference-values")
public class ReferenceValuesView extends ListPage<ReferenceValueView> {
    private static final ListSpec SPEC = ListSpec.of(
                    "reference-values", Links::referenceValues, ReferenceFields.VOCABULARY)
            .exported(
                    "reference-values",
                    "name,type,component,image,state,origin,securityVersion,digest,addedAt,addedBy");

    private final transient ReferenceClient client;
    private final transient ApprovalClient approvals;
    private final Button importing = Styled.primary(
            text("reference-values.import-list"), () -> Links.go(this, Links.referenceValues(catalog()) + "?import"));
    private final Div chips = new Div();
    private ReferenceQuery query = ReferenceQuery.ALL;
    /** The number of values in all states that match the other filters. */
    private long all;

    private @Nullable Dialog open;

    public ReferenceValuesView(
            SignedIn signedIn,
            @RestClient ReferenceClient client,
            @RestClient ApprovalClient approvals,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.approvals = approvals;
        addClassName("hf-page-list");
        header.offer(importing);
        chips.addClassName("hf-filter-rows");
        add(header, chips, box.row(), list);
    }

    @Override
    protected void begin(Visit visit) {
        query = ReferenceQuery.parse(visit.query());
        importing.setVisible(visit.may(Role.OWNER));
        box.show(query.text(), query.terms());
        Map<ReferenceState, Long> states = box.isInvalid()
                ? Map.of()
                : client.page(visit.catalog(), ListRequest.of((query.text() + " " + query.terms()).strip(), 1))
                        .states();
        all = states.values().stream().mapToLong(Long::longValue).sum();
        chips.removeAll();
        chips.add(states(states), origins());
    }

    @Override
    protected LinkedPages<ReferenceValueView> find(Visit visit, ListRequest request) {
        return LinkedPages.of(request.limit(), (cursor, limit) -> {
            ReferencePage page = client.page(visit.catalog(), request.after(cursor, limit));
            return new LinkedPages.Page<>(page.items(), page.next(), new LinkedPages.Total(page.total(), false));
        });
    }

    @Override
    protected ListRows<ReferenceValueView> rows(Visit visit) {
        return new GridRows<>(
                        title(),
                        new ReferenceGrid(value -> link(query.withValue(ReferenceQuery.key(value)))),
                        ReferenceQuery::key)
                .opening(value -> go(query.withValue(ReferenceQuery.key(value))));
    }

    @Override
    protected String extraTerms(Visit visit) {
        return query.terms();
    }

    @Override
    protected Map<String, String> keptParameters() {
        return query.withValue("").fields();
    }

    @Override
    protected String sentence(LinkedPages<ReferenceValueView> pages, String count) {
        return text("reference-values.count", all);
    }

    @Override
    protected void end(Visit visit) {
        Dialog before = open;
        open = null;
        if (before != null) {
            before.close();
        }
        if (visit.query().getParameters().containsKey("import") && visit.may(Role.OWNER)) {
            show(new ReferenceDialog.ImportDialog(client, approvals, visit.catalog(), this::reload));
        }
        if (query.image().isEmpty()) {
            return;
        }
        client
                .page(visit.catalog(), ListRequest.of("image:" + Filter.quote(query.image()), LinkedPages.MAX))
                .items()
                .stream()
                .filter(value -> ReferenceQuery.key(value).equals(query.value()))
                .findFirst()
                .ifPresent(value -> show(new ReferenceDialog(client, approvals, visit, value, this::reload)));
    }

    private void show(Dialog dialog) {
        open = dialog;
        dialog.addOpenedChangeListener(change -> {
            if (!change.isOpened() && dialog.equals(open)) {
                go(query.withValue(""));
            }
        });
        dialog.open();
    }

    private Chips states(Map<ReferenceState, Long> counts) {
        Chips row = new Chips(text("reference-values.state"));
        row.add(link(query.withState(null)), text("reference-values.all"), Amount.of(all), query.state() == null);
        for (ReferenceState state : ReferenceQuery.STATES) {
            row.add(
                    link(query.withState(state)),
                    word(state),
                    Amount.of(counts.getOrDefault(state, 0L)),
                    query.state() == state);
        }
        return row;
    }

    private Chips origins() {
        Chips row = new Chips(text("reference-values.origin"));
        row.add(link(query.withOrigin(null)), text("reference-values.any-origin"), query.origin() == null);
        ReferenceQuery.ORIGINS.forEach(
                origin -> row.add(link(query.withOrigin(origin)), word(origin), query.origin() == origin));
        return row;
    }

    private String link(ReferenceQuery to) {
        return Links.referenceValues(visit().catalog(), to.toParameters());
    }

    @Override
    protected EmptyState noRows(Visit visit) {
        return all == 0 && query.text().isEmpty() && query.origin() == null
                ? emptyState(visit)
                : new EmptyState(Icon.SEARCH, text("list.no-match.title"), text("list.no-match.text"), showAll(visit));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.REFERENCE,
                text("reference-values.empty.title"),
                text("reference-values.empty.text"),
                new Anchor(Links.images(visit.catalog()), text("reference-values.show-images")));
    }

    private void go(ReferenceQuery next) {
        Links.go(this, link(next));
    }
}
