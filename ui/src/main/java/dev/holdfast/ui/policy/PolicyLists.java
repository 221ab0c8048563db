package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.time.Instant;
import java.util.List;

/** Lists versions, replays and activations of a policy, newest first; {@code policy} is its key. */
record PolicyLists(PolicyClient client, String catalog, String policy) {
    private static final ListRequest PAGE = ListRequest.of(null, TableRows.PAGE);

    /** Lists the versions; {@code shown} is marked, and an empty list shows {@code none}. */
    Component versions(int shown, EmptyState none) {
        TableRows<PolicyVersionView> rows = new TableRows<>(text("policy.versions"), PolicyVersionView::version)
                .column(text("policy.version-column"), version -> link(version, version.version() == shown))
                .column(text("policy.state"), version -> PolicyWords.badge(version.state()))
                .column(text("policy.saved"), PolicyLists::saved)
                .words(text("policy.reason"), PolicyVersionView::comment)
                .words(
                        text("policy.content"),
                        version -> text("policy.rules", version.rules()) + ", "
                                + text("policy.case-count", version.cases()))
                .marking(version -> version.version() == shown);
        rows.show(LinkedPages.linked(PAGE, page -> client.versions(catalog, policy, page)), none);
        return rows;
    }

    private Anchor link(PolicyVersionView version, boolean isShown) {
        Anchor link = new Anchor(
                Links.policyVersion(catalog, version.policy(), version.version()),
                PolicyWords.version(version.version()));
        if (isShown) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    /** Shows when a version was saved, and by whom. The API gives the built-in policy the time {@link Instant#EPOCH}. */
    static Div saved(PolicyVersionView version) {
        return version.savedAt().equals(Instant.EPOCH)
                ? new Div(text("policy.saved-built-in"))
                : Styled.div("hf-nowrap", TimeText.relative(version.savedAt()), PolicyWords.by(version.author()));
    }

    Component replays() {
        TableRows<ReplayView> rows = new TableRows<>(text("policy.replays"), ReplayView::id)
                .column(text("replay.started"), this::started)
                .words(text("replay.candidate"), PolicyWords::candidate)
                .column(text("policy.state"), replay -> PolicyWords.badge(replay.state()))
                .words(text("replay.result"), PolicyLists::result);
        rows.show(
                LinkedPages.linked(PAGE, page -> client.replays(catalog, policy, page)),
                new EmptyState(Icon.CLOCK_BACK, text("policy.no-replays.title"), text("policy.no-replays.text")));
        return rows;
    }

    private Div started(ReplayView replay) {
        Anchor link = new Anchor(Links.replay(catalog, replay.id()));
        link.add(TimeText.exact(replay.startedAt()));
        return Styled.div("hf-nowrap", link, PolicyWords.by(replay.startedBy()));
    }

    private static String result(ReplayView replay) {
        boolean outdated = replay.state() == ReplayState.FINISHED && !replay.usable();
        return outdated ? text("replay.outdated", PolicyWords.result(replay)) : PolicyWords.result(replay);
    }

    Component history() {
        TableRows<ActivationView> rows = new TableRows<>(text("policy.history"), ActivationView::at)
                .column(text("policy.time"), activation -> TimeText.exact(activation.at()))
                .words(text("policy.change"), PolicyLists::change)
                .words(
                        text("policy.person"),
                        activation -> activation.approvedBy() == null
                                ? activation.by()
                                : text("policy.approved-by", activation.by(), activation.approvedBy()))
                .words(text("policy.reason"), ActivationView::comment)
                .column(
                        text("policy.replay"),
                        activation -> activation.replay() == null
                                ? RowTable.words("")
                                : new Anchor(Links.replay(catalog, activation.replay()), text("policy.show-replay")));
        rows.show(
                activations(),
                new EmptyState(Icon.AUDIT, text("policy.no-history.title"), text("policy.no-history.text")));
        return rows;
    }

    /** Describes an activation, such as {@code Rolled back from version 4 to version 3}. */
    private static String change(ActivationView activation) {
        boolean inherits = activation.version() == 0;
        String key = activation.rollback()
                ? inherits ? "policy.rolled-back-to-inherited" : "policy.rolled-back-to"
                : inherits ? "policy.version-removed" : "policy.version-activated";
        return text(
                activation.previousVersion() == 0 ? key : key + "-from",
                String.valueOf(activation.version()),
                String.valueOf(activation.previousVersion()));
    }

    /** Returns whether an activation is left that no rollback has undone. Counts the first page only; true if there are more pages. */
    boolean canRollBack() {
        return canRollBack(activations());
    }

    static boolean canRollBack(LinkedPages<ActivationView> activations) {
        List<ActivationView> newest = activations.first();
        long rollbacks = newest.stream().filter(ActivationView::rollback).count();
        // Each rollback is an entry of its own and undoes one activation.
        return activations.hasMore(newest.size()) || newest.size() > 2 * rollbacks;
    }

    private LinkedPages<ActivationView> activations() {
        return LinkedPages.linked(PAGE, page -> client.activations(catalog, policy, page));
    }
}
