package dev.holdfast.ui.approval;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalFields;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.MoreRows;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Acts that wait for a second person, and what became of those that the person at the screen asked for; {@code ?state=all}, {@code
 * mine} or another state shows those that waited. An address with a filter alone looks through all of them.
 */
@Route("c/:catalog/approvals")
public class ApprovalsView extends CatalogPage {
    private static final int PAGE = 50;
    private static final String LIST = "approvals";
    private static final String COLUMNS =
            "summary,act,subject,state,requestedBy,requestedAt,expiresAt,decidedBy,decidedAt,comment,answer";
    private static final String STATE = "state";
    private static final String ALL = "all";
    private static final String MINE = "mine";

    private final transient SignedIn signedIn;
    private final transient ApprovalClient client;
    private final PageHeader header = new PageHeader("Approvals");
    private final Div chips = new Div();
    private final Div list = new Div();
    private final Div below = new Div();
    private final transient ListFilter filter;
    private String selected = ApprovalState.PENDING.name();

    /** Makes the page. */
    @Inject
    public ApprovalsView(SignedIn signedIn, @RestClient ApprovalClient client, @RestClient ExportClient exports) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
        FilterBox box = new FilterBox(
                ApprovalFields.VOCABULARY,
                "Filter acts by terms, or by a part of what they are about, would do, or of what was said",
                "Filter, such as by:pavel at:<7d",
                text -> goFiltered(Links.approvals(catalog()), text, Map.of(STATE, selected)));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        header.offer(filter.export());
        below.addClassName("hf-stack");
        add(header, chips, filter.row(), list, below);
    }

    @Override
    protected void show(Visit visit) {
        show(visit, PAGE);
    }

    /** Shows as many as somebody has asked for so far, so that the next one is where it was. */
    private void show(Visit visit, int rows) {
        selected = selected(visit);
        @Nullable ApprovalState state = state();
        boolean mine = selected.equalsIgnoreCase(MINE);
        boolean readable =
                filter.show(visit, state == null ? "" : "is:" + state.name().toLowerCase(Locale.ROOT));
        if (mine) {
            // A file has those of everybody.
            filter.export().setVisible(false);
        }
        chips.removeAll();
        chips.add(chips(visit));
        list(visit, readable, state, mine, rows);
        below.removeAll();
        if (state == ApprovalState.PENDING) {
            OwnRequests.read(client, visit.catalog())
                    .ifPresent(own -> below.add(new Panel("What became of your requests", own)
                            .beside(new Anchor(link(visit, MINE, ""), "Show all of yours"))));
        }
        below.add(new Panel("What needs a second person", rules(visit)));
    }

    private void list(Visit visit, boolean readable, @Nullable ApprovalState state, boolean mine, int rows) {
        LinkedPages<ApprovalView> pages = readable
                ? LinkedPages.linked(cursor -> client.page(visit.catalog(), filter.wanted(), mine, cursor, PAGE))
                : LinkedPages.none();
        pages.rows(0, rows);
        header.say(readable ? sentence(pages, state == ApprovalState.PENDING) : "");
        list.removeAll();
        if (pages.isEmpty()) {
            list.add(filter.empty(
                    "act", "acts", empty(visit, state), new Anchor(link(visit, ALL, ""), "Show acts of any state")));
            return;
        }
        OrderedList cards = new OrderedList();
        cards.addClassName("hf-approvals");
        Runnable answered = () -> show(visit, Math.max(PAGE, cards.getComponentCount()));
        Visit here = anywhere(visit);
        String person = signedIn.me().name();
        list.add(
                cards,
                new MoreRows<>(
                        pages,
                        rows,
                        PAGE,
                        more -> more.forEach(one ->
                                cards.add(new ListItem(ApprovalCard.linked(client, here, one, person, answered))))));
    }

    private String sentence(LinkedPages<ApprovalView> pages, boolean waiting) {
        if (!waiting || filter.isNarrowed()) {
            return filter.count(pages, "act", "acts");
        }
        return pages.isEmpty() ? "Nothing waits" : filter.count(pages, "act waits", "acts wait");
    }

    /** A filter alone looks through all, since it may say which. */
    private static String selected(Visit visit) {
        String asked = visit.query(STATE);
        return !asked.isEmpty()
                ? asked
                : FilterParameter.of(visit.query()).isBlank() ? ApprovalState.PENDING.name() : ALL;
    }

    private @Nullable ApprovalState state() {
        return Arrays.stream(ApprovalState.values())
                .filter(known -> known.name().equalsIgnoreCase(selected))
                .findFirst()
                .orElse(null);
    }

    /** Then it shows what waits, or waited, there. */
    @Override
    protected boolean isForParts() {
        return true;
    }

    @Override
    protected String title() {
        return "Approvals";
    }

    private static String link(Visit visit, String state, String filter) {
        return new Location(Links.approvals(visit.catalog()), FilterParameter.with(filter, Map.of(STATE, state)))
                .getPathWithQueryParameters();
    }

    private Chips chips(Visit visit) {
        String text = FilterParameter.of(visit.query());
        Chips row = new Chips("State");
        for (ApprovalState state : ApprovalState.values()) {
            row.add(
                    link(visit, state.name(), text),
                    state == ApprovalState.PENDING ? "Waiting" : ApprovalCard.word(state),
                    state == state());
        }
        boolean mine = selected.equalsIgnoreCase(MINE);
        row.add(link(visit, ALL, text), "All", state() == null && !mine);
        row.add(link(visit, MINE, text), "Yours", mine);
        return row;
    }

    private static EmptyState empty(Visit visit, @Nullable ApprovalState state) {
        if (state == null || state == ApprovalState.PENDING) {
            return new EmptyState(
                    Icon.CHECK,
                    "Nothing waits for a second person",
                    "Acts appear here when the catalog wants two people for them and one has asked.");
        }
        return new EmptyState(
                Icon.SEARCH,
                "No act was " + ApprovalCard.word(state).toLowerCase(Locale.ROOT),
                "Acts of other states may be there.",
                new Anchor(link(visit, ALL, ""), "Show acts of any state"));
    }

    private RulesForm rules(Visit visit) {
        boolean changeable = signedIn.rolesIn(visit.catalog()).stream().anyMatch(role -> role.may(Act.MANAGE_CATALOG));
        return new RulesForm(client, visit.catalog(), changeable, () -> show(visit));
    }
}
