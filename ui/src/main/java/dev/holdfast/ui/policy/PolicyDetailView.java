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
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.approval.ApprovalCard;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The policy of one scope: its versions, its replays, and what decided when. The tab, the version shown and the one it
 * is compared with are in the address.
 */
@Route("c/:catalog/policies/:policy/:tab?(versions|replays|history)")
public class PolicyDetailView extends CatalogPage {
    /** The most that a tab lists. */
    static final int MOST = 100;

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
        List<PolicyVersionView> versions = client.versions(visit.catalog(), key, MOST);
        removeAll();
        add(header(visit, policy, versions));
        waiting(visit, policy);
        add(tabs(visit, policy, tab));
        add(
                switch (tab) {
                    case REPLAYS ->
                        new ReplayTable(visit.catalog(), client.replays(visit.catalog(), key, MOST)).orEmpty();
                    case HISTORY ->
                        new ActivationTable(visit.catalog(), client.activations(visit.catalog(), key, MOST)).orEmpty();
                    default -> versions(visit, policy, versions);
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

    private PageHeader header(Visit visit, PolicyView policy, List<PolicyVersionView> versions) {
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
                && canGoBack(client.activations(visit.catalog(), policy.key(), MOST));
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
                    versions.isEmpty() ? "Write a policy" : "Write a new version");
            edit.addClassName("hf-button-link");
            header.offer(edit);
        }
        return header;
    }

    /** Each rollback takes one activation back; when all were, nothing is left. */
    static boolean canGoBack(List<ActivationView> activations) {
        long rollbacks = activations.stream().filter(ActivationView::rollback).count();
        return activations.size() == MOST || activations.size() > 2 * rollbacks;
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

    private Component versions(Visit visit, PolicyView policy, List<PolicyVersionView> versions) {
        if (versions.isEmpty()) {
            String inherited = PolicyWords.version(policy.appliesKey(), policy.appliesVersion());
            String why = "Until it has one, " + inherited + " decides here.";
            return new EmptyState(
                    Icon.POLICY,
                    "No policy of its own",
                    visit.may(Act.WRITE_POLICIES) ? why : why + " Writing one takes the Contributor role.",
                    new Anchor(
                            Links.policyVersion(visit.catalog(), policy.appliesKey(), policy.appliesVersion()),
                            "Show what decides here"));
        }
        String wanted = visit.query("version");
        PolicyVersionView shown = versions.stream()
                .filter(version ->
                        wanted.isEmpty() || Integer.toString(version.version()).equals(wanted))
                .findFirst()
                .orElse(null);
        Div stack = new Div(new Panel("Versions", new VersionTable(visit.catalog(), versions, shown)));
        stack.addClassName("hf-stack");
        if (shown == null) {
            stack.add(new EmptyState(
                    Icon.SEARCH,
                    "There is no version " + wanted,
                    "This policy has " + versions.size() + ", all listed above.",
                    new Anchor(Links.policy(visit.catalog(), policy.key()), "Show the newest version")));
        } else {
            stack.add(new VersionPanel(
                    client, visit, policy, versions, shown, () -> replay(visit, policy.key(), shown.version())));
        }
        return stack;
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
