package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.approval.ApprovalCard;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.PageTabs;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The policy of one scope: versions, history, and the replays of an attestation policy. The address has the tab, the version and the version to compare with. */
@Route("c/:catalog/policies/:policy/:tab?(versions|replays|history)")
public class PolicyDetailView extends CatalogPage {
    private static final String VERSIONS = "versions";
    private static final String REPLAYS = "replays";
    private static final String HISTORY = "history";

    private final transient PolicyClient client;
    private final transient ApprovalClient approvals;

    public PolicyDetailView(SignedIn signedIn, @RestClient PolicyClient client, @RestClient ApprovalClient approvals) {
        super(signedIn, text("policy.title"));
        addParent(text("policies.title"), Links::policies);
        this.client = client;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        String key = visit.path("policy");
        String tab = visit.path().get("tab").orElse(VERSIONS);
        PolicyView policy = client.policy(visit.catalog(), key);
        changeTitle(PolicyWords.scope(policy));
        PolicyLists lists = new PolicyLists(client, visit.catalog(), key);
        removeAll();
        add(header(visit, policy, lists));
        approval(visit, policy);
        add(
                new PageTabs(
                        text("policy.tabs"),
                        PolicyWords.isUpdate(key) ? List.of(VERSIONS, HISTORY) : List.of(VERSIONS, REPLAYS, HISTORY),
                        tab,
                        one -> Links.policy(visit.catalog(), key, one)),
                switch (tab) {
                    case REPLAYS -> lists.replays();
                    case HISTORY -> lists.history();
                    default -> versions(visit, policy, lists);
                });
    }

    private PageHeader header(Visit visit, PolicyView policy, PolicyLists lists) {
        String name = PolicyWords.title(policy);
        PageHeader header = new PageHeader(title())
                .say(name.isEmpty() ? PolicyWords.summary(policy) : PolicyWords.summary(policy) + " · " + name);
        if (policy.scope() == PolicyScope.SHIPPED) {
            return header;
        }
        header.beside(PolicyWords.badge(policy));
        if (visit.may(Permission.ACTIVATE_POLICIES) && lists.canRollBack()) {
            header.offer(new Button(
                    text("policy.roll-back"),
                    clicked -> PolicyDialogs.rollBack(client, visit.catalog(), policy, () -> show(visit))
                            .open()));
        }
        if (visit.may(Permission.WRITE_POLICIES)) {
            boolean removes = !PolicyWords.isUpdate(policy.key()) || visit.may(Permission.ACTIVATE_POLICIES);
            if (PolicyWords.isOwn(policy) && removes) {
                header.offer(new Button(text("policy.remove"), clicked -> {
                    if (PolicyWords.isUpdate(policy.key())) {
                        activate(visit, policy, 0);
                    } else {
                        PolicyDialogs.replay(this, client, visit.catalog(), policy.key(), 0);
                    }
                }));
            }
            header.offer(Styled.as(
                    "hf-button-link",
                    new Anchor(
                            Links.policy(visit.catalog(), policy.key(), "edit"),
                            text(policy.newestVersion() == 0 ? "policy.write" : "policy.write-version"))));
        }
        return header;
    }

    /** Opens the activation of a version of an update policy, or its removal: version 0. */
    private void activate(Visit visit, PolicyView policy, int version) {
        boolean needsApproval = approvals.rules(visit.catalog()).need(ApprovalOperation.ACTIVATE_POLICY);
        PolicyDialogs.activate(this, client, visit.catalog(), policy.key(), version, needsApproval);
    }

    private void approval(Visit visit, PolicyView policy) {
        if (policy.pendingApproval() == null) {
            return;
        }
        approvals.approvals(visit.catalog(), "is:pending", ApprovalClient.MAX).stream()
                .filter(approval -> approval.id().equals(policy.pendingApproval()))
                .findFirst()
                .ifPresent(approval -> add(ApprovalCard.here(
                        approvals, visit, approval, signedIn().me().name(), () -> show(visit))));
    }

    private Component versions(Visit visit, PolicyView policy, PolicyLists lists) {
        String requested = visit.query("version");
        List<Integer> numbers = numbers(policy);
        // 0 if the requested version does not exist.
        int shown = numbers.stream()
                .filter(number ->
                        requested.isEmpty() || Integer.toString(number).equals(requested))
                .findFirst()
                .orElse(0);
        Component list = lists.versions(shown, none(visit, policy));
        if (numbers.isEmpty()) {
            return list;
        }
        return Styled.div(
                "hf-stack",
                list,
                shown == 0
                        ? new EmptyState(
                                Icon.SEARCH,
                                text("policy.no-version.title", requested),
                                text("policy.no-version.text", numbers.size()),
                                new Anchor(Links.policy(visit.catalog(), policy.key()), text("policy.show-newest")))
                        : new VersionPanel(client, visit, policy, numbers, shown, () -> {
                            if (PolicyWords.isUpdate(policy.key())) {
                                activate(visit, policy, shown);
                            } else {
                                PolicyDialogs.replay(this, client, visit.catalog(), policy.key(), shown);
                            }
                        }));
    }

    /** Returns the numbers of all versions, newest first. Of the built-in policy only the current version exists. */
    private static List<Integer> numbers(PolicyView policy) {
        int newest = policy.newestVersion();
        return policy.scope() == PolicyScope.SHIPPED
                ? List.of(newest)
                : IntStream.range(0, newest).mapToObj(older -> newest - older).toList();
    }

    private static EmptyState none(Visit visit, PolicyView policy) {
        String inherited = PolicyWords.versionOf(policy.effectiveKey(), policy.effectiveVersion());
        String key = visit.may(Permission.WRITE_POLICIES) ? "policy.none.text" : "policy.none.read-only";
        String words = text(key, Clause.start(inherited));
        if (PolicyWords.isSetting(policy.effectiveKey())) {
            return new EmptyState(Icon.POLICY, text("policy.none.title"), words);
        }
        return new EmptyState(
                Icon.POLICY,
                text("policy.none.title"),
                words,
                new Anchor(
                        Links.policyVersion(visit.catalog(), policy.effectiveKey(), policy.effectiveVersion()),
                        text("policy.show-active")));
    }
}
