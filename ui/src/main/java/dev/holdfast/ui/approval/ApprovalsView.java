package dev.holdfast.ui.approval;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Acts that wait for a second person, and what became of those that the person at the screen asked for; {@code ?state=all}, {@code
 * mine} or another state shows those that waited.
 */
@Route("c/:catalog/approvals")
public class ApprovalsView extends CatalogPage {
    private static final String ALL = "all";
    private static final String MINE = "mine";

    private final transient SignedIn signedIn;
    private final transient ApprovalClient client;

    /** Makes the page. */
    @Inject
    public ApprovalsView(SignedIn signedIn, @RestClient ApprovalClient client) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        String wanted = visit.query("state").isEmpty() ? ApprovalState.PENDING.name() : visit.query("state");
        @Nullable
        ApprovalState state = Arrays.stream(ApprovalState.values())
                .filter(known -> known.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(null);
        boolean mine = wanted.equalsIgnoreCase(MINE);
        List<ApprovalView> approvals = mine
                ? client.own(visit.catalog(), true, ApprovalClient.MOST)
                : client.approvals(visit.catalog(), state, ApprovalClient.MOST);
        removeAll();
        PageHeader header = new PageHeader(title());
        if (state == ApprovalState.PENDING) {
            header.say(approvals.isEmpty() ? "Nothing waits" : Amount.of(approvals.size(), "act waits", "acts wait"));
        } else {
            header.say(Amount.of(approvals.size(), "act"));
        }
        add(header, chips(visit, state, mine), approvals.isEmpty() ? empty(visit, state) : list(visit, approvals));
        if (state == ApprovalState.PENDING) {
            OwnRequests.read(client, visit.catalog())
                    .ifPresent(own -> add(new Panel("What became of your requests", own)
                            .beside(new Anchor(link(visit, MINE), "Show all of yours"))));
        }
        add(new Panel("What needs a second person", rules(visit)));
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

    private static String link(Visit visit, String state) {
        return Links.approvals(visit.catalog()) + "?state=" + state;
    }

    private static Nav chips(Visit visit, @Nullable ApprovalState selected, boolean mine) {
        Nav chips = new Nav();
        chips.addClassName("hf-chips");
        chips.getElement().setAttribute("aria-label", "State");
        for (ApprovalState state : ApprovalState.values()) {
            chips.add(chip(
                    link(visit, state.name()),
                    state == ApprovalState.PENDING ? "Waiting" : ApprovalCard.word(state),
                    state == selected));
        }
        chips.add(chip(link(visit, ALL), "All", selected == null && !mine));
        chips.add(chip(link(visit, MINE), "Yours", mine));
        return chips;
    }

    private static Anchor chip(String link, String words, boolean current) {
        Anchor chip = new Anchor(link, words);
        if (current) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        return chip;
    }

    private Div list(Visit visit, List<ApprovalView> approvals) {
        OrderedList list = new OrderedList();
        list.addClassName("hf-approvals");
        approvals.forEach(approval -> list.add(new ListItem(card(visit, approval))));
        return new Div(list);
    }

    private ApprovalCard card(Visit visit, ApprovalView approval) {
        return ApprovalCard.linked(
                client,
                visit.where(signedIn.rolesInPartsOf(visit.catalog())),
                approval,
                signedIn.me().name(),
                () -> show(visit));
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
                new Anchor(link(visit, ALL), "Show acts of any state"));
    }

    private RulesForm rules(Visit visit) {
        boolean changeable = signedIn.rolesIn(visit.catalog()).stream().anyMatch(role -> role.may(Act.MANAGE_CATALOG));
        return new RulesForm(client, visit.catalog(), changeable, () -> show(visit));
    }
}
