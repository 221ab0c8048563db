package dev.holdfast.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who did what in a catalog, back to its beginning; {@link AuditQuery} narrows it. */
@Route("c/:catalog/audit")
public class AuditView extends CatalogPage {
    private static final int PAGE = 100;
    private static final String LIST = "audit";
    private static final String COLUMNS = "sequence,at,actor,action,subject,detail,reason,before,after";

    private final transient AuditClient client;
    private final transient AuditProofClient proofs;
    private final transient ExportClient exports;
    private final transient AuditFilters filters = new AuditFilters(this::go);
    private final PageHeader header = new PageHeader("Audit log");
    private final ExportMenu export = new ExportMenu();
    private final Div verification = new Div();
    private final Grid<AuditEntryView> grid = new Grid<>();
    private final ListEnd end = ListEnd.scrolling();
    private AuditQuery query = AuditQuery.ALL;

    /** Makes the page. */
    @Inject
    public AuditView(
            SignedIn signedIn,
            @RestClient AuditClient client,
            @RestClient AuditProofClient proofs,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.proofs = proofs;
        this.exports = exports;
        addClassName("hf-page-list");
        columns();
        filters.guard(export);
        add(header, verification, filters.component(), grid, end);
    }

    @Override
    protected void show(Visit visit) {
        query = AuditQuery.parse(visit.query());
        String mistake = filters.show(query);
        offerVerification(visit.catalog());
        export.setVisible(mistake.isEmpty());
        String filter = query.toFilter();
        export.show(LIST, form -> exports.export(visit.catalog(), LIST, form, filter, null, COLUMNS));
        if (!mistake.isEmpty()) {
            header.say("");
            grid.setEmptyStateComponent(filters.mistaken(new Anchor(Links.audit(visit.catalog()), "Show all acts")));
            grid.setItems(List.of());
            return;
        }
        LinkedPages<AuditEntryView> pages = pages(client, visit.catalog(), query);
        pages.rows(0, PAGE);
        AuditQuery asked = query;
        Runnable count = () -> header.say(sentence(asked, pages));
        count.run();
        grid.setEmptyStateComponent(
                query.isUnfiltered()
                        ? new EmptyState(
                                Icon.AUDIT, "Nothing happened yet", "Every act in this catalog is recorded here.")
                        : new EmptyState(
                                Icon.SEARCH,
                                "No act matches",
                                "Nothing in the whole log fits this search.",
                                new Anchor(Links.audit(visit.catalog()), "Show all acts")));
        end.fill(grid, pages, count);
    }

    static LinkedPages<AuditEntryView> pages(AuditClient client, String catalog, AuditQuery query) {
        String filter = query.isUnfiltered() ? null : query.toFilter();
        return LinkedPages.linked(cursor -> client.entries(catalog, filter, cursor, PAGE));
    }

    /** Says how many acts there are, as far as they were read: sequences have no gaps, but a search skips some. */
    static String sentence(AuditQuery query, LinkedPages<AuditEntryView> pages) {
        if (query.isUnfiltered()) {
            return Amount.of(pages.size() == 0 ? 0 : pages.rows(0, 1).getFirst().sequence(), "act");
        }
        if (pages.size() == 0 && !pages.isComplete()) {
            return "None found so far";
        }
        String found = pages.isComplete() ? Amount.of(pages.size(), "act") : Amount.of(pages.size()) + " or more acts";
        return found + (query.isOfPeopleOnly() ? " of people" : query.people() ? " of people match" : " match");
    }

    @Override
    protected String title() {
        return "Audit log";
    }

    /** What was found stays while somebody searches for it. */
    private void offerVerification(String catalog) {
        if (verification.getComponentCount() == 0) {
            VerifyPanel panel = new VerifyPanel(proofs, catalog);
            verification.add(panel);
            header.offer(export, panel.button(), panel.export());
        }
    }

    private void columns() {
        grid.setPageSize(PAGE);
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        grid.addClassName("hf-grid");
        grid.getElement().setAttribute("aria-label", "Audit log");
        grid.addComponentColumn(this::number)
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
        grid.addComponentColumn(entry -> subject(catalog(), entry.subject()))
                .setHeader("To what")
                .setWidth("12rem");
        grid.addComponentColumn(entry -> whole(entry.detail()))
                .setHeader("Detail")
                .setWidth("22rem")
                .setFlexGrow(4);
        grid.getColumns().forEach(column -> column.setResizable(true));
    }

    private Button number(AuditEntryView entry) {
        Button open = new Button(Long.toString(entry.sequence()), clicked -> new EntryDialog(catalog(), entry).open());
        open.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        open.setAriaLabel("Open entry " + entry.sequence());
        open.setTooltipText("Everything that is known of it, before and after");
        return open;
    }

    /** Why something was done often stands at the end. */
    private static Component whole(String detail) {
        Span text = new Span(detail);
        text.addClassName("hf-whole");
        return text;
    }

    /** A device's ID leads to it; everything else is words. */
    static Component subject(String catalog, String subject) {
        try {
            DeviceId device = DeviceId.parse(subject);
            Anchor link = new Anchor(Links.device(catalog, device), new Code(device.shortText()));
            link.setTitle(device.text());
            return link;
        } catch (IllegalArgumentException notADevice) {
            return new Span(subject);
        }
    }

    private void go(AuditQuery next) {
        getUI().ifPresent(ui -> ui.navigate(Links.audit(catalog()), next.toParameters()));
    }
}
