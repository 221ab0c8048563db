package dev.holdfast.ui.audit;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The audit log of a catalog. {@link AuditQuery} filters it. */
@Route("c/:catalog/audit")
public class AuditView extends ListPage<AuditEntryView> {
    private static final ListSpec SPEC = ListSpec.of("audit", Links::audit, AuditFields.VOCABULARY)
            .exported("audit", "sequence,at,actor,action,subject,detail,reason,before,after")
            .sorted("-sequence");

    private final transient AuditClient client;
    private final transient AuditProofClient proofs;
    private final AuditFilters filters;
    private final Div verification = new Div();
    private AuditQuery query = AuditQuery.ALL;

    public AuditView(
            SignedIn signedIn,
            @RestClient AuditClient client,
            @RestClient AuditProofClient proofs,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.proofs = proofs;
        filters = new AuditFilters(next -> Links.go(this, link(next.text(), next.fields())));
        addClassName("hf-page-list");
        Div filtering = Styled.div("hf-filter-rows", box.row(), filters);
        add(header, verification, filtering, list);
    }

    /** Keeps the result of a verification while the filter changes. */
    @Override
    protected void begin(Visit visit) {
        query = AuditQuery.parse(visit.query());
        filters.show(query);
        if (verification.getComponentCount() == 0) {
            VerifyPanel panel = new VerifyPanel(proofs, visit.catalog());
            verification.add(panel);
            header.offer(panel.button(), panel.export());
        }
    }

    @Override
    protected LinkedPages<AuditEntryView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, page -> client.entries(visit.catalog(), page));
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
    protected String sentence(LinkedPages<AuditEntryView> pages, String count) {
        return sentence(query, pages);
    }

    /**
     * Returns the number of entries in words: without a filter the newest sequence number, if it was read; otherwise the number of rows
     * read. A list that begins with entry 1 is in ascending order, so its newest entry is read last.
     */
    static String sentence(AuditQuery query, LinkedPages<AuditEntryView> pages) {
        List<AuditEntryView> known = pages.known();
        if (query.isUnfiltered() && (pages.isComplete() || known.getFirst().sequence() > 1)) {
            return text(
                    "audit.count",
                    known.stream().mapToLong(AuditEntryView::sequence).max().orElse(0));
        }
        if (known.isEmpty() && !pages.isComplete()) {
            return text("list.none-so-far");
        }
        String count = text("audit.count", known.size());
        String read = pages.isComplete() ? count : text("list.at-least", count);
        return query.isUnfiltered() ? read : text("list.found", read);
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return query.isUnfiltered()
                ? new EmptyState(Icon.AUDIT, text("audit.empty.title"), text("audit.empty.text"))
                : new EmptyState(
                        Icon.SEARCH, text("audit.no-match.title"), text("audit.no-match.text"), showAll(visit));
    }

    @Override
    protected ListRows<AuditEntryView> rows(Visit visit) {
        Grid<AuditEntryView> grid = new Grid<>();
        grid.setPageSize(PAGE);
        GridRows.narrow(grid.addComponentColumn(this::number), text("audit.number"))
                .setKey("sequence")
                .setRowHeader(true);
        GridRows.narrow(grid.addComponentColumn(entry -> TimeText.exact(entry.at())), text("audit.time"));
        GridRows.narrow(grid.addColumn(AuditEntryView::actor), text("audit.actor"));
        GridRows.narrow(grid.addColumn(AuditEntryView::action), text("audit.action"));
        GridRows.wide(
                grid.addComponentColumn(entry -> subject(visit.catalog(), entry.subject())),
                text("audit.target"),
                "12rem",
                1);
        GridRows.wide(grid.addComponentColumn(entry -> wrapped(entry.detail())), text("audit.details"), "22rem", 4);
        return new GridRows<>(title(), grid, AuditEntryView::sequence).opening(this::open);
    }

    private Button number(AuditEntryView entry) {
        Button open = new Button(Long.toString(entry.sequence()), clicked -> open(entry));
        open.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        open.setAriaLabel(text("audit.open", Long.toString(entry.sequence())));
        open.setTooltipText(text("audit.open.hint"));
        return open;
    }

    private void open(AuditEntryView entry) {
        new EntryDialog(catalog(), entry).open();
    }

    /** Wraps the details, because the reason is often at the end. */
    private static Component wrapped(String detail) {
        return Styled.as("hf-whole", new Span(detail));
    }

    /** Links a device ID to its page; any other subject is plain text. */
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
}
