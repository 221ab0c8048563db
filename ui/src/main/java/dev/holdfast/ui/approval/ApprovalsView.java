package dev.holdfast.ui.approval;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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

/** The requests for approval. {@code ?state=} is a state, {@code all} or {@code mine}. The default is pending, or all with a filter. */
@Route("c/:catalog/approvals")
public class ApprovalsView extends ListPage<ApprovalView> {
    private static final String STATE = "state";
    private static final String ALL = "all";
    private static final String MINE = "mine";
    private static final ListSpec SPEC = ListSpec.of("approvals", Links::approvals, ApprovalFields.VOCABULARY)
            .exported(
                    "approvals",
                    "summary,operation,subject,state,requestedBy,requestedAt,expiresAt,decidedBy,decidedAt,comment,decisionComment");

    private final transient ApprovalClient client;
    private final Chips chips = new Chips(text("approvals.state"));
    private final Div below = new Div();
    private String selected = ApprovalState.PENDING.name();

    public ApprovalsView(SignedIn signedIn, @RestClient ApprovalClient client, @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        openToScopedRoles();
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
                    .ifPresent(own -> below.add(new Panel(text("your-requests.title"), own)
                            .beside(new Anchor(link("", Map.of(STATE, MINE)), text("approvals.show-yours")))));
        }
        below.add(new Panel(text("approval-rules.title"), rules(visit)));
    }

    @Override
    protected LinkedPages<ApprovalView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request.after(null, CardRows.PAGE), page -> client.page(visit.catalog(), page));
    }

    @Override
    protected ListRows<ApprovalView> rows(Visit visit) {
        Visit here = withScopedRoles(visit);
        String person = signedIn().me().name();
        return new CardRows<>(ApprovalView::id, one -> ApprovalCard.linked(client, here, one, person, this::reload));
    }

    @Override
    protected boolean changes(ApprovalView approval) {
        return approval.state() == ApprovalState.PENDING;
    }

    @Override
    protected String extraTerms(Visit visit) {
        ApprovalState state = state();
        String word = isMine() ? MINE : state == null ? "" : state.name().toLowerCase(Locale.ROOT);
        return word.isEmpty() ? "" : "is:" + word;
    }

    @Override
    protected Map<String, String> keptParameters() {
        return Map.of(STATE, selected);
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(link("", Map.of(STATE, ALL)), text("approvals.show-all"));
    }

    private static String selected(Visit visit) {
        String state = visit.query(STATE);
        return !state.isEmpty()
                ? state
                : FilterParameter.of(visit.query()).isBlank() ? ApprovalState.PENDING.name() : ALL;
    }

    /** Returns the selected state; null for {@code all}, {@code mine} and an unknown state. */
    private @Nullable ApprovalState state() {
        return Arrays.stream(ApprovalState.values())
                .filter(known -> known.name().equalsIgnoreCase(selected))
                .findFirst()
                .orElse(null);
    }

    private boolean isMine() {
        return selected.equalsIgnoreCase(MINE);
    }

    private void fillChips(String filter) {
        for (ApprovalState state : ApprovalState.values()) {
            chips.add(link(filter, Map.of(STATE, state.name())), word(state), state == state());
        }
        chips.add(link(filter, Map.of(STATE, ALL)), text("approvals.all"), state() == null && !isMine());
        chips.add(link(filter, Map.of(STATE, MINE)), text("approvals.yours"), isMine());
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        ApprovalState state = state();
        if (state == null) {
            return new EmptyState(
                    Icon.CHECK,
                    text(isMine() ? "approvals.empty.mine" : "approvals.empty.all"),
                    text("approvals.empty"));
        }
        if (state == ApprovalState.PENDING) {
            return new EmptyState(Icon.CHECK, text("approvals.empty.pending"), text("approvals.empty"));
        }
        return new EmptyState(
                Icon.SEARCH,
                text("approvals.empty." + state.name().toLowerCase(Locale.ROOT)),
                text("approvals.empty.other-state"),
                showAll(visit));
    }

    private RulesForm rules(Visit visit) {
        boolean changeable =
                signedIn().rolesIn(visit.catalog()).stream().anyMatch(role -> role.may(Permission.MANAGE_CATALOG));
        return new RulesForm(client, visit.catalog(), changeable, this::reload);
    }
}
