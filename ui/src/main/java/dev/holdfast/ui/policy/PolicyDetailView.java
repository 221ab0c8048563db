package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.approval.ApprovalCard;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The policy of one scope: its versions, its replays, and what decided when. The tab, the version shown and the one it
 * is compared with are in the address.
 */
@Route("c/:catalog/policies/:policy/:tab?(versions|replays|history)")
public class PolicyDetailView extends CatalogPage {
    private static final ListRequest PAGE = ListRequest.of(null, TableRows.PAGE);
    private static final String VERSIONS = "versions";
    private static final String REPLAYS = "replays";
    private static final String HISTORY = "history";

    private final transient SignedIn signedIn;
    private final transient PolicyClient client;
    private final transient ApprovalClient approvals;
    private String name = "Policy";

    /** Makes the page. */
    @Inject
    public PolicyDetailView(SignedIn signedIn, @RestClient PolicyClient client, @RestClient ApprovalClient approvals) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        String key = visit.path().get("policy").orElseThrow(NotFoundException::new);
        String tab = visit.path().get("tab").orElse(VERSIONS);
        PolicyView policy = client.policy(visit.catalog(), key);
        name = PolicyWords.scope(policy);
        removeAll();
        add(header(visit, policy));
        waiting(visit, policy);
        add(tabs(visit, policy, tab));
        add(
                switch (tab) {
                    case REPLAYS -> replays(visit, key);
                    case HISTORY -> history(visit, key);
                    default -> versions(visit, policy);
                });
    }

    @Override
    protected String title() {
        return name;
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Policies", Links.policies(catalog())), Crumb.here(name));
    }

    private PageHeader header(Visit visit, PolicyView policy) {
        PageHeader header = new PageHeader(name).say(PolicyWords.decides(policy) + " · " + policy.title());
        if (policy.scope() != PolicyScope.SHIPPED) {
            header.beside(
                    PolicyWords.isOwn(policy)
                            ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Active")
                            : StatusBadge.of(Tone.UNKNOWN, Icon.ARROW, "Inherits"));
        }
        boolean own = PolicyWords.isOwn(policy) && policy.scope() != PolicyScope.SHIPPED;
        boolean activated = visit.may(Act.ACTIVATE_POLICIES)
                && policy.scope() != PolicyScope.SHIPPED
                && canGoBack(activations(visit, policy.key()));
        if (activated) {
            header.offer(new Button(
                    "Roll back",
                    clicked -> new RollBackDialog(client, visit.catalog(), policy, () -> show(visit)).open()));
        }
        if (visit.may(Act.WRITE_POLICIES) && own) {
            header.offer(new Button("Take away", clicked -> replay(visit, policy.key(), 0)));
        }
        if (visit.may(Act.WRITE_POLICIES) && policy.scope() != PolicyScope.SHIPPED) {
            Anchor edit = new Anchor(
                    Links.policy(visit.catalog(), policy.key(), "edit"),
                    policy.newestVersion() == 0 ? "Write a policy" : "Write a new version");
            edit.addClassName("hf-button-link");
            header.offer(edit);
        }
        return header;
    }

    /** Each rollback takes one activation back; when all were, nothing is left. */
    static boolean canGoBack(LinkedPages<ActivationView> activations) {
        List<ActivationView> newest = activations.first();
        long rollbacks = newest.stream().filter(ActivationView::rollback).count();
        return activations.hasMore(newest.size()) || newest.size() > 2 * rollbacks;
    }

    private LinkedPages<ActivationView> activations(Visit visit, String key) {
        return LinkedPages.linked(PAGE, page -> client.activations(visit.catalog(), key, page));
    }

    private void waiting(Visit visit, PolicyView policy) {
        if (policy.waitingApproval() == null) {
            return;
        }
        approvals.approvals(visit.catalog(), ApprovalState.PENDING, ApprovalClient.MOST).stream()
                .filter(approval -> approval.id().equals(policy.waitingApproval()))
                .findFirst()
                .ifPresent(approval -> add(ApprovalCard.here(
                        approvals, visit, approval, signedIn.me().name(), () -> show(visit))));
    }

    private static Nav tabs(Visit visit, PolicyView policy, String selected) {
        Nav tabs = new Nav();
        tabs.addClassName("hf-tabs");
        tabs.getElement().setAttribute("aria-label", "Parts of the policy");
        for (String tab : List.of(VERSIONS, REPLAYS, HISTORY)) {
            Anchor link = new Anchor(Links.policy(visit.catalog(), policy.key(), tab), Clause.start(tab));
            if (tab.equals(selected)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            tabs.add(link);
        }
        return tabs;
    }

    private Component replays(Visit visit, String key) {
        return list(
                ReplayTable.of(visit.catalog()),
                LinkedPages.linked(PAGE, page -> client.replays(visit.catalog(), key, page)),
                new EmptyState(
                        Icon.CLOCK_BACK,
                        "Nothing was replayed yet",
                        "A replay decides stored evidence again with a candidate, and shows which devices would change."));
    }

    private Component history(Visit visit, String key) {
        return list(
                ActivationTable.of(visit.catalog()),
                activations(visit, key),
                new EmptyState(
                        Icon.AUDIT,
                        "Nothing was activated yet",
                        "Every activation and rollback appears here, with who did it and why."));
    }

    private Component versions(Visit visit, PolicyView policy) {
        String wanted = visit.query("version");
        List<Integer> numbers = numbers(policy);
        int shown = numbers.stream()
                .filter(number -> wanted.isEmpty() || Integer.toString(number).equals(wanted))
                .findFirst()
                .orElse(0);
        Component list = list(
                VersionTable.of(visit.catalog(), shown),
                LinkedPages.linked(PAGE, page -> client.versions(visit.catalog(), policy.key(), page)),
                none(visit, policy));
        if (numbers.isEmpty()) {
            return list;
        }
        Div stack = new Div(list);
        stack.addClassName("hf-stack");
        if (shown == 0) {
            stack.add(new EmptyState(
                    Icon.SEARCH,
                    "There is no version " + wanted,
                    "This policy has " + Amount.of(numbers.size(), "version") + ".",
                    new Anchor(Links.policy(visit.catalog(), policy.key()), "Show the newest version")));
        } else {
            stack.add(
                    new VersionPanel(client, visit, policy, numbers, shown, () -> replay(visit, policy.key(), shown)));
        }
        return stack;
    }

    /** Returns the versions that there are, newest first: they are counted from 1, and none goes. What ships has its own alone. */
    private static List<Integer> numbers(PolicyView policy) {
        int newest = policy.newestVersion();
        return policy.scope() == PolicyScope.SHIPPED
                ? List.of(newest)
                : IntStream.range(0, newest).mapToObj(older -> newest - older).toList();
    }

    private static EmptyState none(Visit visit, PolicyView policy) {
        String why = "Until it has one, " + PolicyWords.version(policy.appliesKey(), policy.appliesVersion())
                + " decides here.";
        return new EmptyState(
                Icon.POLICY,
                "No policy of its own",
                visit.may(Act.WRITE_POLICIES) ? why : why + " Writing one takes the Contributor role.",
                new Anchor(
                        Links.policyVersion(visit.catalog(), policy.appliesKey(), policy.appliesVersion()),
                        "Show what decides here"));
    }

    private static <T> Component list(TableRows<T> rows, LinkedPages<T> pages, EmptyState nothing) {
        rows.show(pages, nothing);
        return rows;
    }

    private void replay(Visit visit, String key, int version) {
        new ReplayDialog(
                        client,
                        visit.catalog(),
                        key,
                        version,
                        started -> Go.to(this, Links.replay(visit.catalog(), started.id())))
                .open();
    }
}
