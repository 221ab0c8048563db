package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.time.Instant;
import java.util.List;

/** The versions, replays and activations of a policy, newest first; {@code policy} is its key. */
record PolicyLists(PolicyClient client, String catalog, String policy) {
    private static final ListRequest PAGE = ListRequest.of(null, TableRows.PAGE);

    /** Lists the versions; {@code shown} is marked, and {@code none} takes the place of an empty list. */
    Component versions(int shown, EmptyState none) {
        TableRows<PolicyVersionView> rows = new TableRows<>("Versions", PolicyVersionView::version)
                .column("Version", version -> link(version, version.version() == shown))
                .column("State", version -> PolicyWords.badge(version.state()))
                .column("Saved", PolicyLists::saved)
                .words("Why", PolicyVersionView::comment)
                .words(
                        "Rules and cases",
                        version -> Amount.of(version.rules(), "rule") + ", " + Amount.of(version.cases(), "test case"))
                .marking(version -> version.version() == shown);
        rows.show(LinkedPages.linked(PAGE, page -> client.versions(catalog, policy, page)), none);
        return rows;
    }

    private Anchor link(PolicyVersionView version, boolean isShown) {
        Anchor link = new Anchor(
                Links.policyVersion(catalog, version.policy(), version.version()), "Version " + version.version());
        if (isShown) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    static Div saved(PolicyVersionView version) {
        return version.savedAt().equals(Instant.EPOCH)
                ? new Div("With Holdfast")
                : Styled.div("hf-nowrap", TimeText.relative(version.savedAt()), new Span(" by " + version.author()));
    }

    Component replays() {
        TableRows<ReplayView> rows = new TableRows<>("Replays", ReplayView::id)
                .column("Started", this::started)
                .words("Of", replay -> Clause.start(PolicyWords.candidate(replay)))
                .column("State", replay -> PolicyWords.badge(replay.state()))
                .words("Found", PolicyLists::found);
        rows.show(
                LinkedPages.linked(PAGE, page -> client.replays(catalog, policy, page)),
                new EmptyState(
                        Icon.CLOCK_BACK,
                        "Nothing was replayed yet",
                        "A replay decides stored evidence again with a candidate, and shows which devices would change."));
        return rows;
    }

    private Div started(ReplayView replay) {
        Anchor link = new Anchor(Links.replay(catalog, replay.id()));
        link.add(TimeText.exact(replay.startedAt()));
        return Styled.div("hf-nowrap", link, new Span(" by " + replay.startedBy()));
    }

    private static String found(ReplayView replay) {
        boolean outdated = replay.state() == ReplayState.FINISHED && !replay.usable();
        return PolicyWords.found(replay) + (outdated ? " (before something changed)" : "");
    }

    Component history() {
        TableRows<ActivationView> rows = new TableRows<>("What decided when", ActivationView::at)
                .column("When", activation -> TimeText.exact(activation.at()))
                .words("What", PolicyLists::what)
                .words(
                        "Who",
                        activation -> activation.by()
                                + (activation.approvedBy() == null ? "" : ", approved by " + activation.approvedBy()))
                .words("Why", ActivationView::comment)
                .column(
                        "Report",
                        activation -> activation.replay() == null
                                ? RowTable.words("")
                                : new Anchor(Links.replay(catalog, activation.replay()), "Replay"));
        rows.show(
                activations(),
                new EmptyState(
                        Icon.AUDIT,
                        "Nothing was activated yet",
                        "Every activation and rollback appears here, with who did it and why."));
        return rows;
    }

    /** Says what an activation did, such as {@code Rolled back from version 4 to version 3}. */
    private static String what(ActivationView activation) {
        int before = activation.previousVersion();
        String own = activation.version() == 0 ? "no policy of its own" : "version " + activation.version();
        if (activation.rollback()) {
            return "Rolled back" + (before == 0 ? "" : " from version " + before) + " to " + own;
        }
        return activation.version() == 0
                ? "Took version " + before + " away: " + own
                : "Activated " + own + (before == 0 ? "" : " instead of version " + before);
    }

    /** Each rollback takes one activation back; when all were, nothing is left. */
    boolean canGoBack() {
        return canGoBack(activations());
    }

    static boolean canGoBack(LinkedPages<ActivationView> activations) {
        List<ActivationView> newest = activations.first();
        long rollbacks = newest.stream().filter(ActivationView::rollback).count();
        return activations.hasMore(newest.size()) || newest.size() > 2 * rollbacks;
    }

    private LinkedPages<ActivationView> activations() {
        return LinkedPages.linked(PAGE, page -> client.activations(catalog, policy, page));
    }
}
