package dev.holdfast.ui.audit;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.AuditEntryView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who did what in a catalog: the newest {@value #LIMIT} entries, narrowed by {@code ?text=}. */
@Route("c/:catalog/audit")
public class AuditView extends CatalogPage {
    static final int LIMIT = 500;

    private final transient AuditClient client;
    private final PageHeader header = new PageHeader("Audit log");
    private final TextField text = new TextField();
    private final Grid<AuditEntryView> grid = new Grid<>();

    /** Makes the page. */
    @Inject
    public AuditView(SignedIn signedIn, @RestClient AuditClient client) {
        super(signedIn);
        this.client = client;
        addClassName("hf-page-list");
        text.setPlaceholder("Who, what or to what");
        text.setAriaLabel("Search the audit log");
        text.setPrefixComponent(Icon.SEARCH.draw());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(change.getValue());
            }
        });
        Div filters = new Div(text);
        filters.addClassName("hf-filters");
        columns();
        add(header, filters, grid);
    }

    @Override
    protected void show(Visit visit) {
        String wanted = visit.query("text");
        text.setValue(wanted);
        List<AuditEntryView> all = client.entries(visit.catalog(), LIMIT);
        List<AuditEntryView> shown = all.stream()
                .filter(entry -> matches(entry, wanted.toLowerCase(Locale.ROOT)))
                .toList();
        String newest = all.size() == LIMIT ? "the newest " : "";
        header.say(
                wanted.isEmpty()
                        ? newest + Amount.of(all.size(), "act")
                        : shown.size() + " of " + newest + Amount.of(all.size(), "act"));
        grid.setEmptyStateComponent(
                all.isEmpty()
                        ? new EmptyState(
                                Icon.AUDIT, "Nothing happened yet", "Every act in this catalog is recorded here.")
                        : new EmptyState(
                                Icon.SEARCH,
                                "No act matches",
                                "Nothing among the newest entries contains these words."));
        grid.setItems(shown);
    }

    @Override
    protected String title() {
        return "Audit log";
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        grid.addClassName("hf-grid");
        grid.getElement().setAttribute("aria-label", "Audit log");
        grid.addColumn(AuditEntryView::sequence)
                .setHeader("No.")
                .setRowHeader(true)
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(entry -> TimeText.exact(entry.at()))
                .setHeader("Time")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(AuditEntryView::actor)
                .setHeader("Who")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(AuditEntryView::action)
                .setHeader("Act")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(AuditEntryView::subject).setHeader("To what").setWidth("14rem");
        grid.addColumn(AuditEntryView::detail)
                .setHeader("Detail")
                .setWidth("20rem")
                .setFlexGrow(2);
        grid.getColumns().forEach(column -> column.setResizable(true));
    }

    private void go(String wanted) {
        QueryParameters query = wanted.isBlank() ? QueryParameters.empty() : QueryParameters.of("text", wanted.strip());
        getUI().ifPresent(ui -> ui.navigate(Links.audit(catalog()), query));
    }

    private static boolean matches(AuditEntryView entry, String wanted) {
        return String.join(" ", entry.actor(), entry.action(), entry.subject(), entry.detail())
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
