package dev.holdfast.ui.approval;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalFields;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.CardRows;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
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
public class ApprovalsView extends ListPage<ApprovalView> {
    private static final String STATE = "state";
    private static final String ALL = "all";
    private static final String MINE = "mine";
    private static final ListSpec SPEC = ListSpec.of("approvals", Links::approvals, ApprovalFields.VOCABULARY)
            .exported(
                    "approvals",
                    "summary,operation,subject,state,requestedBy,requestedAt,expiresAt,decidedBy,decidedAt,comment,answer");

    private final transient ApprovalClient client;
    private final Chips chips = new Chips("State");
    private final Div below = new Div();
    private String selected = ApprovalState.PENDING.name();

    public ApprovalsView(SignedIn signedIn, @RestClient ApprovalClient client, @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        openToParts();
        this.client = client;
        below.addClassName("hf-stack");
        add(header, chips, box.row(), list, below);
    }

    @Override
    protected void begin(Visit visit) {
        selected = selected(visit);
        chips.removeAll();
        fillChips(FilterParameter.of(visit.query()));
    }

    @Override
    protected void end(Visit visit) {
        below.removeAll();
        if (state() == ApprovalState.PENDING) {
            OwnRequests.read(client, visit.catalog())
                    .ifPresent(own -> below.add(new Panel("What became of your requests", own)
                            .beside(new Anchor(link("", Map.of(STATE, MINE)), "Show all of yours"))));
        }
        below.add(new Panel("What needs a second person", rules(visit)));
    }

    @Override
    protected LinkedPages<ApprovalView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(
                request.behind(null, CardRows.PAGE), page -> client.page(visit.catalog(), isMine(), page));
    }

    @Override
    protected ListRows<ApprovalView> rows(Visit visit) {
        Visit here = anywhere(visit);
        String person = signedIn().me().name();
        return new CardRows<>(ApprovalView::id, one -> ApprovalCard.linked(client, here, one, person, this::again));
    }

    @Override
    protected boolean changes(ApprovalView approval) {
        return approval.state() == ApprovalState.PENDING;
    }

    @Override
    protected String within(Visit visit) {
        ApprovalState state = state();
        return state == null ? "" : "is:" + state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected Map<String, String> also() {
        return Map.of(STATE, selected);
    }

    /** An export has the requests of everybody. */
    @Override
    protected boolean isExported(Visit visit) {
        return !isMine() && super.isExported(visit);
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(link("", Map.of(STATE, ALL)), "Show acts of any state");
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

    private boolean isMine() {
        return selected.equalsIgnoreCase(MINE);
    }

    private void fillChips(String text) {
        for (ApprovalState state : ApprovalState.values()) {
            chips.add(
                    link(text, Map.of(STATE, state.name())),
                    state == ApprovalState.PENDING ? "Waiting" : ApprovalCard.word(state),
                    state == state());
        }
        chips.add(link(text, Map.of(STATE, ALL)), "All", state() == null && !isMine());
        chips.add(link(text, Map.of(STATE, MINE)), "Yours", isMine());
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        ApprovalState state = state();
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
                showAll(visit));
    }

    private RulesForm rules(Visit visit) {
        boolean changeable =
                signedIn().rolesIn(visit.catalog()).stream().anyMatch(role -> role.may(Permission.MANAGE_CATALOG));
        return new RulesForm(client, visit.catalog(), changeable, this::again);
    }
}
