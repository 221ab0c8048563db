package dev.holdfast.ui.audit;

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
import dev.holdfast.ui.component.Amount;
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

/** Who did what in a catalog, back to its beginning; {@link AuditQuery} narrows it. */
@Route("c/:catalog/audit")
public class AuditView extends ListPage<AuditEntryView> {
    private static final ListSpec SPEC = ListSpec.of(
                    "Audit log",
                    "act",
                    "acts",
                    Links::audit,
                    AuditFields.VOCABULARY,
                    "Filter the audit log by terms, or search it for words",
                    "Filter, such as action:ClaimDevices at:<7d recall")
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

    /** The result of a verification stays while somebody searches. */
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
    protected String within(Visit visit) {
        return query.terms();
    }

    @Override
    protected Map<String, String> also() {
        return query.fields();
    }

    @Override
    protected String sentence(LinkedPages<AuditEntryView> pages, String count) {
        return sentence(query, pages);
    }

    /** Says how many acts there are, as far as they were read: sequences have no gaps, but a search skips some. */
    static String sentence(AuditQuery query, LinkedPages<AuditEntryView> pages) {
        List<AuditEntryView> known = pages.known();
        if (query.isUnfiltered() && (pages.isComplete() || known.getFirst().sequence() > 1)) {
            return Amount.of(
                    known.stream().mapToLong(AuditEntryView::sequence).max().orElse(0), "act");
        }
        if (known.isEmpty() && !pages.isComplete()) {
            return "None found so far";
        }
        String found = pages.isComplete() ? Amount.of(known.size(), "act") : Amount.of(known.size()) + " or more acts";
        if (query.isUnfiltered()) {
            return found;
        }
        return found + (query.isOfPeopleOnly() ? " of people" : query.isOfPeople() ? " of people match" : " match");
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return query.isUnfiltered()
                ? new EmptyState(Icon.AUDIT, "No audit entries yet", "Every act in this catalog is recorded here.")
                : new EmptyState(Icon.SEARCH, "No act matches", "Nothing in the whole log fits.", showAll(visit));
    }

    @Override
    protected ListRows<AuditEntryView> rows(Visit visit) {
        Grid<AuditEntryView> grid = new Grid<>();
        grid.setPageSize(PAGE);
        GridRows.narrow(grid.addComponentColumn(this::number), "No.")
                .setKey("sequence")
                .setRowHeader(true);
        GridRows.narrow(grid.addComponentColumn(entry -> TimeText.exact(entry.at())), "Time");
        GridRows.narrow(grid.addColumn(AuditEntryView::actor), "Who");
        GridRows.narrow(grid.addColumn(AuditEntryView::action), "Act");
        GridRows.wide(
                grid.addComponentColumn(entry -> subject(visit.catalog(), entry.subject())), "To what", "12rem", 1);
        GridRows.wide(grid.addComponentColumn(entry -> whole(entry.detail())), "Detail", "22rem", 4);
        return new GridRows<>(title(), grid, AuditEntryView::sequence).opening(this::open);
    }

    private Button number(AuditEntryView entry) {
        Button open = new Button(Long.toString(entry.sequence()), clicked -> open(entry));
        open.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        open.setAriaLabel("Open entry " + entry.sequence());
        open.setTooltipText("Everything that is known of it, before and after");
        return open;
    }

    private void open(AuditEntryView entry) {
        new EntryDialog(catalog(), entry).open();
    }

    /** Why something was done often stands at the end. */
    private static Component whole(String detail) {
        return Styled.as("hf-whole", new Span(detail));
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
}
